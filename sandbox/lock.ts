import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { reasonOf } from "../errors/reason-of";
import { isRunning, type ProcessIdentity, startOf } from "./process-identity";
import { SandboxError } from "./sandbox-error";

/** How to wait for a lock. */
export interface LockOptions {
  /** Stops waiting when aborted. */
  readonly signal?: AbortSignal;
  /** Called once if another process holds the lock, with a line that names it. */
  readonly onWait?: (message: string) => void;
}

const POLL_MS = 50;

/**
 * Runs `work` while no other process of this machine holds the lock; waits for the lock if necessary. The lock of a
 * process that has ended is ignored, and so is a lock file without a process, as a full disk leaves one.
 * @param file path of the lock file, which exists while the lock is held and names the process: its ID and its start
 * @throws SandboxError if the wait is aborted or the file cannot be created; every error of `work`
 */
export async function withLock<T>(file: string, options: LockOptions, work: () => Promise<T>): Promise<T> {
  await acquire(file, options);
  try {
    return await work();
  } finally {
    rmSync(file, { force: true });
  }
}

async function acquire(file: string, { signal, onWait }: LockOptions): Promise<void> {
  createFolder(dirname(file));
  let told = false;
  while (!take(file)) {
    const content = contentOf(file);
    // Released in the meantime.
    if (content === undefined) continue;
    const holder = holderIn(content);
    if (!holder || !isRunning(holder)) {
      rmSync(file, { force: true });
      continue;
    }
    if (!told) onWait?.(`waiting for process ${holder.pid}, which holds ${file}`);
    told = true;
    await sleep(POLL_MS);
    if (signal?.aborted) {
      throw new SandboxError(
        `Interrupted while process ${holder.pid} held ${file}.`,
        "Let that process finish, or delete the file if it has nothing to do with the sandbox.",
      );
    }
  }
}

function createFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true });
  } catch (error) {
    throw new SandboxError(
      `The folder ${folder} cannot be created: ${reasonOf(error)}.`,
      "Set the variable SANDBOX_STATE_DIR to a folder that you may write to.",
    );
  }
}

/** Takes the lock if it is free. A link, unlike a new file, appears together with its content. */
function take(file: string): boolean {
  const own = `${file}.${process.pid}`;
  writeFileSync(own, `${process.pid} ${startOf(process.pid)}`);
  try {
    linkSync(own, file);
    return true;
  } catch (error) {
    if (codeOf(error) === "EEXIST") return false;
    throw error;
  } finally {
    rmSync(own, { force: true });
  }
}

function contentOf(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}

/** The process that a lock file names; undefined if it names none. */
function holderIn(content: string): ProcessIdentity | undefined {
  const [, pid, startedAt] = /^(\d+) (.+)$/.exec(content) ?? [];
  return pid && startedAt ? { pid: Number(pid), startedAt } : undefined;
}

function codeOf(error: unknown): string | undefined {
  return (error as NodeJS.ErrnoException).code;
}
