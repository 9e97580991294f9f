import { readdirSync } from "node:fs";
import { dirname, join, normalize, resolve, sep } from "node:path";
import type { ConfiguredFunction } from "../../config/functions";
import { PROJECT_ROOT } from "../../config/paths";
import { bundlesOf, entriesOf, inputsOf } from "./bundles";

/**
 * What a function is made of, as absolute paths: the project's own files, and their folders, as a new file may change
 * what an import finds.
 * @throws BundleError if the code has errors
 */
export function watchedFiles(fn: ConfiguredFunction): string[] {
  return withFolders(inputsOf(bundlesOf(fn)).filter((file) => !file.includes("node_modules/")));
}

/** What a function may be made of, for as long as it cannot be built: everything in the folder that holds its code. */
export function possibleFiles(fn: ConfiguredFunction): string[] {
  return withFolders(entriesOf(fn).flatMap((entry) => filesBelow(topFolder(entry))));
}

function withFolders(files: readonly string[]): string[] {
  const paths = files.map((file) => resolve(PROJECT_ROOT, file));
  return [...new Set([...paths, ...paths.map((path) => dirname(path))])];
}

/** The first folder of a path: `lambda-src` of `lambda-src/reader/index.ts`. */
function topFolder(entry: string): string {
  const [first = ""] = normalize(entry).split(sep);
  return dirname(entry) === "." ? "." : first;
}

function filesBelow(folder: string): string[] {
  return readdirSync(join(PROJECT_ROOT, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (!entry.isDirectory()) return [path];
    return entry.name === "node_modules" || entry.name.startsWith(".") ? [] : filesBelow(path);
  });
}
