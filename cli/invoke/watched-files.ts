import { readdirSync } from "node:fs";
import { dirname, join, normalize, resolve, sep } from "node:path";
import type { BundleLocation } from "../../bundling/bundle";
import type { ConfiguredFunction } from "../../config/functions";
import { bundlesOf, entriesOf, inputsOf } from "./bundles";

/**
 * What a function is made of, as absolute paths: the project's own files, and their folders, as a new file may change
 * what an import finds.
 * @throws BundleError if the code has errors
 */
export function watchedFiles(fn: ConfiguredFunction, project: BundleLocation): string[] {
  const own = inputsOf(bundlesOf(fn, project)).filter((file) => !file.includes("node_modules/"));
  return withFolders(own, project);
}

/** What a function may be made of, for as long as it cannot be built: everything in the folder that holds its code. */
export function possibleFiles(fn: ConfiguredFunction, project: BundleLocation): string[] {
  const folders = new Set(entriesOf(fn).map(topFolder));
  return withFolders(
    [...folders].flatMap((folder) => filesBelow(folder, project)),
    project,
  );
}

function withFolders(files: readonly string[], { projectRoot }: BundleLocation): string[] {
  const paths = files.map((file) => resolve(projectRoot, file));
  return [...new Set([...paths, ...paths.map((path) => dirname(path))])];
}

/** The first folder of a path: `lambda-src` of `lambda-src/reader/index.ts`. */
function topFolder(entry: string): string {
  const [first = ""] = normalize(entry).split(sep);
  return dirname(entry) === "." ? "." : first;
}

function filesBelow(folder: string, project: BundleLocation): string[] {
  return readdirSync(join(project.projectRoot, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (!entry.isDirectory()) return [path];
    return entry.name === "node_modules" || entry.name.startsWith(".") ? [] : filesBelow(path, project);
  });
}
