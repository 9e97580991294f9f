import type { Manifest, Packages } from "../manifest";
import { CDKTN, NODE_MINIMUM } from "../versions";
import { commandsOfCdktn } from "./commands";

/** A package of CDK Terrain, with the version to install and the range for apps that use this project's constructs. */
interface Successor {
  readonly name: string;
  readonly version: string;
  readonly range: string;
}

/** By the name of the package that it takes the place of. */
const SUCCESSORS: ReadonlyMap<string, Successor> = new Map([
  ["cdktf", { name: "cdktn", version: CDKTN.library, range: CDKTN.libraryRange }],
  ["cdktf-cli", { name: "cdktn-cli", version: CDKTN.library, range: CDKTN.libraryRange }],
  [
    "@cdktf/provider-aws",
    { name: "@cdktn/provider-aws", version: CDKTN.bindings, range: CDKTN.bindingsRange },
  ],
  ["constructs", { name: "constructs", version: CDKTN.constructs, range: CDKTN.constructsRange }],
]);

/** A package.json of the project on CDK Terrain. Its keys keep their order. */
export function manifestOnCdktn(manifest: Manifest): Manifest {
  const { engines, scripts, dependencies, devDependencies, peerDependencies } = manifest;
  return {
    ...manifest,
    ...(engines && dependsOnCdktf(manifest) && { engines: withNode(engines) }),
    ...(scripts && { scripts: mapValues(scripts, commandsOfCdktn) }),
    ...(dependencies && { dependencies: succeed(dependencies, "version") }),
    ...(devDependencies && { devDependencies: withNodeTypes(succeed(devDependencies, "version")) }),
    ...(peerDependencies && { peerDependencies: succeed(peerDependencies, "range") }),
  };
}

/** Whether a package.json depends on CDKTF. */
export function dependsOnCdktf({ dependencies, devDependencies }: Manifest): boolean {
  return "cdktf" in { ...dependencies, ...devDependencies };
}

function succeed(packages: Packages, kind: "version" | "range"): Packages {
  const entries = Object.entries(packages).map(([name, version]) => {
    const successor = SUCCESSORS.get(name);
    return successor ? [successor.name, successor[kind]] : [name, version];
  });
  return Object.fromEntries(entries);
}

function withNodeTypes(packages: Packages): Packages {
  const types = packages["@types/node"];
  if (types === undefined || majorOf(types) >= NODE_MINIMUM.major) return packages;
  return { ...packages, "@types/node": CDKTN.nodeTypes };
}

function withNode(engines: Packages): Packages {
  if (majorOf(engines.node ?? "") >= NODE_MINIMUM.major) return engines;
  return { ...engines, node: `>=${NODE_MINIMUM.major}.${NODE_MINIMUM.minor}.0` };
}

/** The first number of a version or range. */
function majorOf(version: string): number {
  return Number(/\d+/.exec(version)?.[0] ?? 0);
}

function mapValues(values: Packages, map: (value: string) => string): Packages {
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, map(value)]));
}
