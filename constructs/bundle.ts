import { statSync } from "node:fs";
import { join, relative, resolve, sep } from "node:path";
import { BundleCache, type StoredBundle } from "./bundle-cache";
import { BundleError } from "./bundle-error";

export interface BundleFunctionOptions {
  /** The TypeScript or JavaScript file that exports `handler`, from the project's root. */
  readonly entry: string;
  /** Absolute path of the folder that holds package.json. */
  readonly projectRoot: string;
  /**
   * Folder for archives, kept from one synthesis to the next. Give each project its own.
   * @default `.bundles` in the project's root
   */
  readonly outDir?: string;
}

/**
 * Bundles a function into a ZIP archive for Lambda's Node.js runtime; its handler is `index.handler`.
 * The same code gives the same bytes on every machine, and unchanged code is not bundled again.
 * @throws BundleError if the entry file is missing or the code has errors; it names them all.
 */
export function bundleFunction({ entry, projectRoot, outDir }: BundleFunctionOptions): StoredBundle {
  const file = resolve(projectRoot, entry);
  if (!statSync(file, { throwIfNoEntry: false })?.isFile()) {
    throw new BundleError(entry, [
      `there is no file ${file}; correct \`function.entry\` in the environment file`,
    ]);
  }

  // However it is written, a file is the same one: `./a.ts`, `a.ts`, its absolute path.
  const path = relative(projectRoot, file).split(sep).join("/");
  const cache = new BundleCache(path, projectRoot, outDir ?? join(projectRoot, ".bundles"));
  return cache.read() ?? build(path, projectRoot, cache);
}

function build(path: string, projectRoot: string, cache: BundleCache): StoredBundle {
  // Loaded here and not above: when nothing has changed, synthesis does without esbuild.
  const { buildBundle } = require("./build-bundle") as typeof import("./build-bundle");
  const { zip, inputs } = buildBundle(path, projectRoot);
  return cache.write(zip, inputs);
}
