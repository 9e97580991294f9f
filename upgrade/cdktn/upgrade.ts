import { readFileSync } from "node:fs";
import { join } from "node:path";
import { UserError } from "../../errors/user-error";
import type { Manifest } from "../manifest";
import { projectFiles, uncommittedFiles } from "../project-files";
import { type ChangedFile, changedFile } from "./changed-file";
import { withSortedImports } from "./import-order";
import { LOCK_FILE, upgradedLockFile } from "./lock-file";
import { dependsOnCdktf } from "./manifest";
import { writeAll } from "./write-all";

const MANIFEST = "package.json";

/**
 * What turns the project into one on CDK Terrain; nothing if it is on it already.
 * @param root the folder of the project
 * @throws ProgramError if the folder is not in a git repository
 */
export async function plannedChanges(root: string, signal: AbortSignal): Promise<ChangedFile[]> {
  const manifest: Manifest = JSON.parse(readFileSync(join(root, MANIFEST), "utf8"));
  if (!dependsOnCdktf(manifest)) return [];
  const files = await projectFiles(root);
  const changed = files.flatMap((file) => changedFile(file, readFileSync(join(root, file), "utf8")) ?? []);
  return withSortedImports(root, changed, signal);
}

/**
 * Asks for a clean working tree, so that `git diff` shows what the upgrade did, and `git restore .` takes it back.
 * @throws UserError that names files with changes
 */
export async function requireCommitted(root: string): Promise<void> {
  const files = await uncommittedFiles(root);
  if (files.length === 0) return;
  const shown = files.slice(0, 5).join(", ");
  const more = files.length > 5 ? ` and ${files.length - 5} more` : "";
  throw new UserError([
    {
      cause: `There are changes that are not committed: ${shown}${more}`,
      remedy: "Commit or stash them, so that they do not mix with those of the upgrade, or add --force",
    },
  ]);
}

/**
 * Writes the changes and a lock file that fits them. Nothing is written before the lock file is known.
 * @throws ProgramError if npm cannot resolve the packages or is interrupted
 * @throws UserError if a file cannot be written; the project is then as it was
 */
export async function applyChanges(
  root: string,
  changed: readonly ChangedFile[],
  signal: AbortSignal,
): Promise<void> {
  const manifests = (await projectFiles(root)).filter(isOfThisInstallation);
  const lockFile = await upgradedLockFile(root, manifests, changed, signal);
  writeAll(root, inOrderOfWriting([...changed, { file: LOCK_FILE, text: lockFile }]));
}

/** The root's package.json comes last: it says that the project is upgraded, so what was cut off can be done again. */
function inOrderOfWriting<T extends { readonly file: string }>(files: readonly T[]): T[] {
  return [...files.filter(({ file }) => file !== MANIFEST), ...files.filter(({ file }) => file === MANIFEST)];
}

/** The root's package.json and those of its workspaces; an example is installed on its own. */
function isOfThisInstallation(file: string): boolean {
  return /^(?:packages\/[^/]+\/)?package\.json$/.test(file);
}
