import { createHash } from "node:crypto";
import { cpSync, existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { runProgram } from "../../programs/run-program";
import type { NodeProgram } from "./node-program";
import type { Run } from "./run";

/** Says in node_modules what it was installed for. */
const STAMP = ".installed-for";

const LOCK_FILE = "package-lock.json";

interface Installation {
  readonly folder: string;
  /** The text of package.json. */
  readonly manifest: string;
  readonly run: Run;
  readonly node: NodeProgram;
}

/**
 * Installs the packages of a variant. npm keeps all versions of the project's lock file but those that package.json
 * changes, which are exact and have no dependencies with a range.
 * @throws ProgramError if npm fails or is interrupted; no half of an installation is left
 */
export async function installPackages({ folder, manifest, run, node }: Installation): Promise<void> {
  const packages = join(folder, "node_modules");
  const ownLock = readFileSync(join(run.root, LOCK_FILE));
  const stamp = createHash("sha256").update(manifest).update(ownLock).digest("hex");
  writeFileSync(join(folder, "package.json"), manifest);
  if (isFor(stamp, packages)) return run.say("its packages are installed already");

  run.say("installing its packages …");
  rmSync(packages, { recursive: true, force: true });
  cpSync(join(run.root, LOCK_FILE), join(folder, LOCK_FILE));
  try {
    await runProgram("npm", ["install", "--prefer-offline", "--no-audit", "--no-fund"], {
      cwd: folder,
      environment: node.environment,
      signal: run.signal,
      remedy: "Check that npm reaches its registry.",
    });
    writeFileSync(join(packages, STAMP), stamp);
  } catch (error) {
    rmSync(packages, { recursive: true, force: true });
    throw error;
  }
}

function isFor(stamp: string, packages: string): boolean {
  const file = join(packages, STAMP);
  return existsSync(file) && readFileSync(file, "utf8") === stamp;
}
