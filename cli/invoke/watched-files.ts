import { dirname, relative, resolve, sep } from "node:path";
import type { BundleLocation } from "../../bundling/bundle";
import type { ConfiguredFunction } from "../../config/functions";
import { bundlesOf, entriesOf, inputsOf } from "./bundles";

/**
 * The project's own files that a function is built from, as absolute paths.
 * @throws BundleError if the code has errors
 */
export function codeFiles(fn: ConfiguredFunction, project: BundleLocation): string[] {
  const own = inputsOf(bundlesOf(fn, project)).filter((file) => !file.includes("node_modules/"));
  return own.map((file) => resolve(project.projectRoot, file));
}

/**
 * The folders that may hold a function's code, as absolute paths.
 * @param files files of the code that are known, besides the entry files
 */
export function codeFolders(
  fn: ConfiguredFunction,
  { projectRoot }: BundleLocation,
  files: readonly string[] = [],
): string[] {
  const folders = [...entriesOf(fn), ...files].map((file) =>
    topFolder(resolve(projectRoot, file), projectRoot),
  );
  return [...new Set(folders)];
}

/** `lambda-src` for `lambda-src/reader/index.ts`; for a file outside the project, its own folder. */
function topFolder(file: string, projectRoot: string): string {
  const path = relative(projectRoot, file);
  const [first = ""] = path.split(sep);
  return first === ".." || first === path ? dirname(file) : resolve(projectRoot, first);
}
