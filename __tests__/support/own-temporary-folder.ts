import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const CREATED = "TESTS_TEMPORARY_FOLDER";

/**
 * Gives this run of the tests a folder of its own for everything temporary, in all of its processes. So nothing is left
 * behind, whether tests pass or fail: CDKTF's `Testing` makes a folder for each app and never removes it.
 */
export default function useOwnTemporaryFolder(): void {
  // Each project that is selected asks for it.
  if (process.env[CREATED] !== undefined) return;
  process.env[CREATED] = mkdtempSync(join(tmpdir(), "tests-"));
  process.env.TMPDIR = process.env[CREATED];
}

/** Removes the folder with all that tests have left in it. */
export function removeOwnTemporaryFolder(): void {
  const folder = process.env[CREATED];
  if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
}
