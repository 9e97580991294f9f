import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { SandboxError } from "./sandbox-error";

/** How to wait for a lock. */
export interface LockOptions {
  /** Gives up the waiting when aborted. */
  readonly signal?: AbortSignal;
  /** Called once if somebody else holds the lock, with a line that says who. */
  readonly onWait?: (message: string) => void;
}

const POLL_MS = 50;

/**
 * Runs `work` while no other process of this machine holds the lock, and waits for its turn if need be. The lock of a
 * process that has died does not count.
 * @param file Path of the lock file. It is there while the lock is held, and holds the process ID.
 * @throws SandboxError if the waiting is given up; whatever `work` throws
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
  mkdirSync(dirname(file), { recursive: true });
  let told = false;
  while (!take(file)) {
    const holder = holderOf(file);
    // Gone between the two looks: the lock is free, or will be.
    if (holder === undefined) continue;
    if (!isAlive(holder)) {
      rmSync(file, { force: true });
      continue;
    }
    if (!told) onWait?.(`waiting for process ${holder}, which holds ${file}`);
    told = true;
    await sleep(POLL_MS);
    if (signal?.aborted) {
      throw new SandboxError(
        `Interrupted while process ${holder} held ${file}.`,
        "Let that process finish, or delete the file if it has nothing to do with the sandbox.",
      );
    }
  }
}

/** Takes the lock if it is free. A link appears with its content in it, which a file that is written does not. */
function take(file: string): boolean {
  const own = `${file}.${process.pid}`;
  writeFileSync(own, String(process.pid));
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

function holderOf(file: string): number | undefined {
  try {
    return Number(readFileSync(file, "utf8"));
  } catch {
    return undefined;
  }
}

/** Signal 0 asks whether the process is there; a refusal (EPERM) says that it is, and somebody else's. */
function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return codeOf(error) === "EPERM";
  }
}

function codeOf(error: unknown): string | undefined {
  return (error as NodeJS.ErrnoException).code;
}
