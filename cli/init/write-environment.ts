import { linkSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { isEnvironmentName } from "../../config/environment-file";
import { reasonOf } from "../../errors/reason-of";
import { UserError } from "../../errors/user-error";

/**
 * The path of a new environment's file.
 * @throws UserError if the name cannot be that of an environment
 */
export function newEnvironmentFile(name: string, directory: string): string {
  if (isEnvironmentName(name)) return join(directory, `${name}.yaml`);
  const cause = `"${name}" cannot be the name of an environment`;
  const remedy =
    "Use letters, digits, hyphens, underscores and dots, starting with a letter or a digit, but not `stacks`";
  throw new UserError([{ cause, remedy }]);
}

/**
 * Writes a file that does not exist yet, all of it or nothing.
 * @throws UserError if it exists, or cannot be written
 */
export function writeNew(file: string, text: string): void {
  const draft = `${file}.${process.pid}`;
  try {
    writeFileSync(draft, text, { flag: "wx" });
    // Unlike a rename, this never replaces a file.
    linkSync(draft, file);
  } catch (error) {
    const isThere = error instanceof Error && "code" in error && error.code === "EEXIST";
    throw isThere ? existing(file) : unwritable(file, error);
  } finally {
    rmSync(draft, { force: true });
  }
}

/** @returns the error that says that there is such a file already */
export function existing(file: string): UserError {
  return new UserError([
    { cause: `${file} exists already`, remedy: "Edit it, or use another name: nothing is ever overwritten" },
  ]);
}

function unwritable(file: string, error: unknown): UserError {
  const cause = `${file} cannot be written: ${reasonOf(error)}`;
  return new UserError([{ cause, remedy: "Check that you may write to its folder" }]);
}
