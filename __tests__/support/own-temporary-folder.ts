import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A run of Jest that a test starts inherits the variables, and makes a folder of its own in that of the test. */
const FOLDER = `TESTS_TEMPORARY_FOLDER_OF_${process.pid}`;

/**
 * Gives this run of the tests a folder of its own for everything temporary, in all of its processes. So nothing is left
 * behind, whether tests pass or fail: CDKTF's `Testing` makes a folder for each app and never removes it.
 */
export default function useOwnTemporaryFolder(): void {
  // Each project that is selected asks for it.
  if (process.env[FOLDER] !== undefined) return;
  process.env[FOLDER] = mkdtempSync(join(tmpdir(), "tests-"));
  process.env.TMPDIR = process.env[FOLDER];
}

/** Removes the folder with all that tests have left in it. */
export function removeOwnTemporaryFolder(): void {
  const folder = process.env[FOLDER];
  if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
}
