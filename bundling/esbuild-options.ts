import type { BuildOptions } from "esbuild";

/**
 * How code is bundled. CommonJS, because a bundled ES module cannot `require` Node.js's own modules, as parts of the
 * AWS SDK do. No source map: minified code that keeps its names gives readable stack traces at a fraction of the size.
 * The AWS SDK is bundled: the version that the runtime brings changes without notice.
 */
const BASE = {
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

/** What may differ from one bundle to another. */
export interface Resolution {
  /**
   * Modules that are left out, because a layer of the function contains them.
   * @default none
   */
  readonly external?: readonly string[];
  /**
   * Modules that are replaced: name of the module → file, from the project's root, beginning with `./`.
   * @default none
   */
  readonly alias?: Readonly<Record<string, string>>;
}

/** The options of esbuild for a bundle. */
export function esbuildOptions({ external = [], alias = {} }: Resolution) {
  return { ...BASE, external: [...external], alias: { ...alias } } satisfies BuildOptions;
}
