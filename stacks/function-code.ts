import { type BundleLocation, type BundleOptions, bundle } from "../bundling/bundle";
import type { StoredBundle } from "../bundling/bundle-cache";
import type { FunctionCode } from "../constructs/code-asset";

/**
 * The three ways in which this project packs code: `function`, all of it in one file; `function-on-layer`, without the
 * module that the layer contains; `layer`, that module alone.
 */
export type Packaging = "function" | "function-on-layer" | "layer";

/** Packs the code of an entry file, given from the project's root. */
export type Bundler = (entry: string, packaging: Packaging) => FunctionCode;

/** The module that the layer contains: functions import it by this name. */
export const LAYER_MODULE = "cross-account";

/** The file that the layer is made of, from the project's root. */
export const LAYER_ENTRY = "lambda-src/cross-account/index.ts";

/**
 * Lambda passes credentials in environment variables. The other ways in which the AWS SDK can find credentials are a
 * third of the size of a client.
 */
export const MODULE_ALIASES = {
  "@aws-sdk/credential-provider-node": "./lambda-src/shared/lambda-credentials.ts",
};

const PACKAGINGS: Readonly<Record<Packaging, Partial<BundleOptions>>> = {
  function: {},
  "function-on-layer": { external: [LAYER_MODULE] },
  layer: { file: `nodejs/node_modules/${LAYER_MODULE}/index.js` },
};

/**
 * Packs code in one of this project's ways.
 * @param entry the file to begin with, from the project's root
 * @throws BundleError if the entry file is missing or the code has errors; it names them all
 */
export function bundleCode(entry: string, packaging: Packaging, location: BundleLocation): StoredBundle {
  // The variant keeps the names of archives that are deployed already.
  return bundle({ ...location, entry, alias: MODULE_ALIASES, variant: packaging, ...PACKAGINGS[packaging] });
}

/**
 * Packs the module `cross-account` as a Lambda layer.
 * @throws BundleError if the code has errors; it names them all
 */
export function bundleLayer(location: BundleLocation): StoredBundle {
  return bundleCode(LAYER_ENTRY, "layer", location);
}

/** How a function's code is packed. */
export function packagingOf({ layered }: { readonly layered: boolean }): Packaging {
  return layered ? "function-on-layer" : "function";
}

/** The bundler of one project, as `buildApp` takes it. */
export function bundlerOf(projectRoot: string): Bundler {
  return (entry, packaging) => bundleCode(entry, packaging, { projectRoot });
}
