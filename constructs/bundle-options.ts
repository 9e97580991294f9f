import type { BuildOptions } from "esbuild";

/** The one file of the archive: the handler is `index.handler`. */
export const CODE_FILE = "index.js";

/**
 * How functions are bundled. CommonJS, because a bundled ES module cannot `require` Node's own modules, as
 * parts of the AWS SDK do. No source map: minified code that keeps its names gives stack traces that can
 * be read, at a fraction of the size. The AWS SDK goes in: what the runtime brings changes under one's feet.
 */
export const BUNDLE_OPTIONS = {
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
} as const satisfies BuildOptions;
