import { statSync } from "node:fs";
import { join, relative, resolve, sep } from "node:path";
import { BundleCache, type StoredBundle } from "./bundle-cache";
import { BundleError } from "./bundle-error";
import type { BundleSource } from "./bundle-source";
import type { Resolution } from "./esbuild-options";

/** Where code is found, and where archives are kept. */
export interface BundleLocation {
  /** Absolute path of the folder that holds package.json. */
  readonly projectRoot: string;
  /**
   * Folder for archives, kept from one synthesis to the next. Give each project its own.
   * @default `.bundles` in the project's root
   */
  readonly outDir?: string;
}

export interface BundleOptions extends BundleLocation, Resolution {
  /** The TypeScript or JavaScript file to begin with, from the project's root. */
  readonly entry: string;
  /**
   * Path of the code in the archive. A function's handler is then `index.handler`; a layer's modules belong in
   * `nodejs/node_modules/<module>/index.js` (Lambda Developer Guide, "Packaging your layer content").
   * @default index.js
   */
  readonly file?: string;
  /**
   * Part of the archive's name, to tell archives of one entry file apart. Give it to keep the name when other options
   * change: a new name uploads a function's code again, and makes a new version of a layer.
   * @default the other options
   */
  readonly variant?: string;
}

/**
 * Bundles code into a ZIP archive for Lambda's Node.js runtime. The same code gives the same bytes on every machine,
 * and unchanged code is not bundled again.
 * @throws BundleError if the entry file is missing or the code has errors; it names them all
 * @example
 * const code = bundle({ entry: "src/orders.ts", projectRoot: __dirname });
 */
export function bundle(options: BundleOptions): StoredBundle {
  const { projectRoot, outDir = join(projectRoot, ".bundles"), file = "index.js", external, alias } = options;
  const source: BundleSource = {
    entry: pathFromRoot(options.entry, projectRoot),
    projectRoot,
    file,
    resolution: { external, alias },
    variant: options.variant ?? JSON.stringify([file, external, alias]),
  };
  const cache = new BundleCache(source, outDir);
  return cache.read() ?? build(source, cache);
}

/** However it is written, a file is the same one: `./a.ts`, `a.ts`, its absolute path. */
function pathFromRoot(entry: string, projectRoot: string): string {
  const file = resolve(projectRoot, entry);
  if (statSync(file, { throwIfNoEntry: false })?.isFile()) {
    return relative(projectRoot, file).split(sep).join("/");
  }
  throw new BundleError(entry, [
    { cause: `there is no file ${file}`, remedy: "Correct the path of the entry file" },
  ]);
}

function build(source: BundleSource, cache: BundleCache): StoredBundle {
  // Loaded here and not above: when nothing has changed, synthesis does without esbuild.
  const { buildBundle } = require("./build-bundle") as typeof import("./build-bundle");
  const { zip, inputs } = buildBundle(source);
  return cache.write(zip, inputs);
}
