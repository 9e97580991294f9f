/** `from "cdktf"`, `import("cdktf")`, `require("cdktf")` and Jest's functions that take a module's name. */
const LIBRARY = /(?<=(?:\bfrom |\b(?:import|require|mock|requireActual)\()["'])cdktf(?=["'])/g;

/** The bindings, wherever they are named. */
const BINDINGS = /@cdktf\/provider-aws(?![\w-])/g;

/** A text that imports CDK Terrain and its bindings instead of CDKTF's. */
export function importsOfCdktn(text: string): string {
  return text.replace(LIBRARY, "cdktn").replace(BINDINGS, "@cdktn/provider-aws");
}
