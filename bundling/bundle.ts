import { statSync } from "node:fs";
import { join, relative, resolve, sep } from "node:path";
import { BundleCache, type StoredBundle } from "./bundle-cache";
import { BundleError } from "./bundle-error";
import type { Packaging } from "./bundle-options";

/** Where archives are made and kept. */
export interface BundleLocation {
  /** Absolute path of the folder that holds package.json. */
  readonly projectRoot: string;
  /**
   * Folder for archives, kept from one synthesis to the next. Give each project its own.
   * @default `.bundles` in the project's root
   */
  readonly outDir?: string;
}

export interface BundleFunctionOptions extends BundleLocation {
  /** The TypeScript or JavaScript file that exports `handler`, from the project's root. */
  readonly entry: string;
  /**
   * `function-on-layer` leaves out the module that the layer of `bundleLayer` brings.
   * @default function
   */
  readonly packaging?: "function" | "function-on-layer";
}

/** What the layer is made of, from the project's root. */
export const LAYER_ENTRY = "lambda-src/cross-account/index.ts";

/**
 * Bundles a function into a ZIP archive for Lambda's Node.js runtime; its handler is `index.handler`.
 * The same code gives the same bytes on every machine, and unchanged code is not bundled again.
 * @throws BundleError if the entry file is missing or the code has errors; it names them all.
 */
export function bundleFunction({
  entry,
  packaging = "function",
  ...location
}: BundleFunctionOptions): StoredBundle {
  return bundleCode(entry, packaging, location);
}

/**
 * Bundles the module `cross-account` into a ZIP archive for a Lambda layer.
 * @throws BundleError if the code has errors; it names them all.
 */
export function bundleLayer(location: BundleLocation): StoredBundle {
  return bundleCode(LAYER_ENTRY, "layer", location);
}

/** Bundles the code of one project, as `buildApp` asks for it. */
export function bundlerOf(projectRoot: string): (entry: string, packaging: Packaging) => StoredBundle {
  return (entry, packaging) => bundleCode(entry, packaging, { projectRoot });
}

/**
 * Bundles code in one of the ways there are.
 * @param entry the file to begin with, from the project's root
 * @throws BundleError if the entry file is missing or the code has errors; it names them all.
 */
function bundleCode(
  entry: string,
  packaging: Packaging,
  { projectRoot, outDir }: BundleLocation,
): StoredBundle {
  const file = resolve(projectRoot, entry);
  if (!statSync(file, { throwIfNoEntry: false })?.isFile()) {
    throw new BundleError(entry, [
      { cause: `there is no file ${file}`, remedy: "Correct the path of the entry file" },
    ]);
  }

  // However it is written, a file is the same one: `./a.ts`, `a.ts`, its absolute path.
  const path = relative(projectRoot, file).split(sep).join("/");
  const cache = new BundleCache(
    { entry: path, packaging, projectRoot },
    outDir ?? join(projectRoot, ".bundles"),
  );
  return cache.read() ?? build(path, packaging, projectRoot, cache);
}

function build(path: string, packaging: Packaging, projectRoot: string, cache: BundleCache): StoredBundle {
  // Loaded here and not above: when nothing has changed, synthesis does without esbuild.
  const { buildBundle } = require("./build-bundle") as typeof import("./build-bundle");
  const { zip, inputs } = buildBundle(path, packaging, projectRoot);
  return cache.write(zip, inputs);
}
