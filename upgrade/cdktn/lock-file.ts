import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { runProgram } from "../../programs/run-program";
import { copyNpmSettings } from "../npm-settings";
import type { ChangedFile } from "./changed-file";

/** In the project's root. */
export const LOCK_FILE = "package-lock.json";

/** npm resolves packages without installing any, and keeps every version of the lock file that still fits. */
const RESOLVE = ["install", "--package-lock-only", "--ignore-scripts", "--no-audit", "--no-fund"];

/**
 * The lock file for the project's package.json files after the upgrade. npm works in a folder of its own, so the
 * project stays as it is if it fails or is interrupted.
 * @param manifests package.json of the root and of its workspaces, relative to the root
 * @throws ProgramError if npm fails
 */
export async function upgradedLockFile(
  root: string,
  manifests: readonly string[],
  changed: readonly ChangedFile[],
  signal: AbortSignal,
): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), "upgrade-"));
  try {
    copyNpmSettings(root, folder);
    for (const file of [LOCK_FILE, ...manifests].filter((name) => existsSync(join(root, name)))) {
      mkdirSync(dirname(join(folder, file)), { recursive: true });
      cpSync(join(root, file), join(folder, file));
    }
    for (const { file, text } of changed) {
      if (manifests.includes(file)) writeFileSync(join(folder, file), text);
    }
    await runProgram("npm", RESOLVE, {
      cwd: folder,
      signal,
      remedy: "Nothing was changed. Check that npm reaches its registry, then run the command again.",
    });
    return readFileSync(join(folder, LOCK_FILE), "utf8");
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
