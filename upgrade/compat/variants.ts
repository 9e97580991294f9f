import type { Manifest, Packages } from "../manifest";
import { CDKTN, LAST_CDKTF_BINDINGS } from "../versions";

export const VARIANT_NAMES = ["cdktf-provider-5", "cdktf-provider-6", "cdktn"] as const;

export type VariantName = (typeof VARIANT_NAMES)[number];

/** A set of packages that the project's sources run on, unchanged. */
export interface Variant {
  readonly name: VariantName;
  /** What it consists of, for people. */
  readonly title: string;
  /** What synthesized JSON says of the versions. */
  readonly versions: Versions;
  /** Whether it needs a newer Node.js than the project. */
  readonly needsNewerNode: boolean;
  /** package.json with these packages; absent for those that the project itself has installed. */
  readonly manifest?: (manifest: Manifest) => Manifest;
  /** Files beside the sources: path and text. */
  readonly files?: Readonly<Record<string, string>>;
}

/** Versions, as CDKTF and CDK Terrain write them into the JSON of a stack. */
export interface Versions {
  /** Of `cdktf` or `cdktn`. */
  readonly library: string;
  readonly provider: string;
}

/** The folder of a package that is called `cdktf` and hands on all of CDK Terrain. */
const BRIDGE = "cdktf-is-cdktn";

/**
 * The bindings need `cdktn` beside them. An alias from `cdktf` to `cdktn` would be a second copy of it, and `instanceof`
 * fails between copies; so `cdktf` is a package of one line.
 */
const BRIDGE_FILES = {
  [`${BRIDGE}/package.json`]: `${JSON.stringify({ name: "cdktf", version: CDKTN.library, main: "index.js", types: "index.d.ts" })}\n`,
  [`${BRIDGE}/index.js`]: 'module.exports = require("cdktn");\n',
  [`${BRIDGE}/index.d.ts`]: 'export * from "cdktn";\n',
};

/**
 * All variants; the first is the one that the others are compared with.
 * @param installed the versions that the project itself has installed
 */
export function variantsOf(installed: Versions): readonly [Variant, ...Variant[]] {
  return [
    {
      name: "cdktf-provider-5",
      title: `cdktf ${installed.library}, AWS provider ${installed.provider}`,
      versions: installed,
      needsNewerNode: false,
    },
    {
      name: "cdktf-provider-6",
      title: `cdktf ${installed.library}, AWS provider ${LAST_CDKTF_BINDINGS.provider}`,
      versions: { library: installed.library, provider: LAST_CDKTF_BINDINGS.provider },
      needsNewerNode: false,
      manifest: (manifest) => withPackages(manifest, { "@cdktf/provider-aws": LAST_CDKTF_BINDINGS.version }),
    },
    {
      name: "cdktn",
      title: `cdktn ${CDKTN.library}, AWS provider ${CDKTN.provider}`,
      versions: { library: CDKTN.library, provider: CDKTN.provider },
      needsNewerNode: true,
      manifest: (manifest) =>
        withPackages(manifest, {
          cdktf: `file:./${BRIDGE}`,
          cdktn: CDKTN.library,
          "@cdktf/provider-aws": `npm:@cdktn/provider-aws@${CDKTN.bindings}`,
          constructs: CDKTN.constructs,
        }),
      files: BRIDGE_FILES,
    },
  ];
}

/** The stacks are synthesized by the app itself, so the CLI of CDKTF is left out: it fits one library only. */
function withPackages({ peerDependencies: _, ...manifest }: Manifest, packages: Packages): Manifest {
  const { "cdktf-cli": _cli, ...dependencies } = { ...manifest.dependencies, ...packages };
  return { ...manifest, dependencies };
}
