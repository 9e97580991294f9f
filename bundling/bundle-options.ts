import type { BuildOptions } from "esbuild";

/**
 * How code is packed: `function`, all of it in one file; `function-on-layer`, without the modules that the layer
 * brings; `layer`, where Lambda looks for a module.
 */
export type Packaging = "function" | "function-on-layer" | "layer";

/** The module that the layer brings: functions import it by this name. */
export const LAYER_MODULE = "cross-account";

/** Where the code lies in the archive. A function's handler is `index.handler`; a layer is unpacked to /opt. */
export const CODE_FILES: Readonly<Record<Packaging, string>> = {
  function: "index.js",
  "function-on-layer": "index.js",
  // Lambda Developer Guide, "Packaging your layer content": a folder of NODE_PATH.
  layer: `nodejs/node_modules/${LAYER_MODULE}/index.js`,
};

/**
 * How functions are bundled. CommonJS, because a bundled ES module cannot `require` Node's own modules, as
 * parts of the AWS SDK do. No source map: minified code that keeps its names gives stack traces that can
 * be read, at a fraction of the size. The AWS SDK goes in: what the runtime brings changes under one's feet.
 */
const BUNDLE_OPTIONS = {
  bundle: true,
  platform: "node",
  target: "node22",
  format: "cjs",
  minify: true,
  keepNames: true,
  sourcemap: false,
  // ES modules first: only they can be stripped of what is not used.
  mainFields: ["module", "main"],
  // Licences stay with the code they are for; the other choices write paths of this machine.
  legalComments: "inline",
  charset: "utf8",
  // Lambda gives credentials in environment variables. Every other way to find some is a third of an SDK client.
  alias: { "@aws-sdk/credential-provider-node": "./lambda-src/shared/lambda-credentials.ts" },
} as const satisfies BuildOptions;

/** The options for one kind of archive. */
export function bundleOptions(packaging: Packaging) {
  return packaging === "function-on-layer" ? { ...BUNDLE_OPTIONS, external: [LAYER_MODULE] } : BUNDLE_OPTIONS;
}
