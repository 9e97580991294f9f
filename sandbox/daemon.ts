import { spawn } from "node:child_process";
import { closeSync, mkdirSync, openSync, readFileSync } from "node:fs";
import { dirname } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { isRunning, type ProcessIdentity, startOf } from "./process-identity";
import { SandboxError } from "./sandbox-error";

/** How to start a process that outlives this one. */
export interface DaemonOptions {
  /** Name for messages. */
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  /** Its whole environment; nothing of this process's own environment is added. */
  readonly environment: NodeJS.ProcessEnv;
  /** File for its standard output and standard error. */
  readonly logFile: string;
  /** Checks whether it is ready. */
  readonly isReady: () => Promise<boolean>;
  /** How long to wait until it is ready, ms. */
  readonly timeoutMs: number;
  readonly signal?: AbortSignal;
}

const READY_POLL_MS = 50;
const STOP_POLL_MS = 20;
const LOG_TAIL_LINES = 15;

/**
 * Starts a process in its own process group and waits until it is ready. It outlives this process, so there is no output
 * to collect and no end to wait for: Node.js's own `spawn` is all that is needed.
 * @returns the process; its ID is also the ID of the group
 * @throws SandboxError with the last lines of its log if it ends or is not ready in time, or without them if it is
 * interrupted; it is then stopped
 */
export async function startDaemon(options: DaemonOptions): Promise<ProcessIdentity> {
  mkdirSync(dirname(options.logFile), { recursive: true });
  const log = openSync(options.logFile, "a");
  const child = spawn(options.command, options.args, {
    detached: true,
    stdio: ["ignore", log, log],
    env: options.environment,
    cwd: dirname(options.logFile),
  });
  closeSync(log);
  let failure: string | undefined;
  child.on("error", (error) => {
    failure = `could not be started: ${error.message}`;
  });
  child.on("exit", (code, signal) => {
    failure = `ended with ${signal ?? `exit code ${code}`}`;
  });
  child.unref();
  const daemon = identityOf(child.pid);

  const deadline = Date.now() + options.timeoutMs;
  while (!failure && !options.signal?.aborted && !(await options.isReady())) {
    if (Date.now() > deadline) failure = `was not ready within ${options.timeoutMs / 1000} s`;
    else await sleep(READY_POLL_MS);
  }
  child.removeAllListeners();
  const interrupted = options.signal?.aborted;
  if (!failure && !interrupted && daemon) return daemon;
  if (daemon) await killGroup(daemon);
  if (interrupted) {
    throw new SandboxError(`The start of the ${options.name} was interrupted.`, "Run the command again.");
  }
  // Without the file's name: the caller may delete the file before the message is read.
  throw new SandboxError(
    `The ${options.name} ${failure}.`,
    `The last lines of its log:\n${tail(options.logFile)}`,
  );
}

/** Stops a daemon and every process that it started; does nothing if it has ended, even if its ID is another's now. */
export async function stopDaemon(daemon: ProcessIdentity): Promise<void> {
  if (isRunning(daemon)) await killGroup(daemon);
}

/** Absent if the program could not be started, or has ended at once. */
function identityOf(pid: number | undefined): ProcessIdentity | undefined {
  const startedAt = pid === undefined ? undefined : startOf(pid);
  return pid === undefined || startedAt === undefined ? undefined : { pid, startedAt };
}

/** SIGKILL, because a daemon of the sandbox has nothing to save. */
async function killGroup(daemon: ProcessIdentity): Promise<void> {
  try {
    process.kill(-daemon.pid, "SIGKILL");
  } catch {
    // It has ended in the meantime.
  }
  while (isRunning(daemon)) await sleep(STOP_POLL_MS);
}

function tail(file: string): string {
  return readFileSync(file, "utf8").trimEnd().split("\n").slice(-LOG_TAIL_LINES).join("\n");
}
