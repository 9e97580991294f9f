import { statSync } from "node:fs";
import { join } from "node:path";
import { runProgram } from "../programs/run-program";

const REMEDY =
  "Run the command in a clone of the project; in a copy without its history, run `git init` first.";

/**
 * The project's files, relative to its root: what is committed, and what is about to be.
 * @throws ProgramError if the folder is not in a git repository
 */
export async function projectFiles(root: string): Promise<string[]> {
  const args = ["ls-files", "-z", "--cached", "--others", "--exclude-standard"];
  const listed = await runProgram("git", args, { cwd: root, remedy: REMEDY });
  // Deleted files are listed until that is committed, and so are submodules and links to folders.
  return listed
    .split("\0")
    .filter((file) => file !== "" && statSync(join(root, file), { throwIfNoEntry: false })?.isFile());
}

/**
 * Files with changes that are not committed, relative to the root, new files among them.
 * @throws ProgramError if the folder is not in a git repository
 */
export async function uncommittedFiles(root: string): Promise<string[]> {
  const status = await runProgram("git", ["status", "--porcelain"], { cwd: root, remedy: REMEDY });
  return status
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => line.slice(3));
}
