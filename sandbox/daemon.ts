import { spawn, spawnSync } from "node:child_process";
import { closeSync, existsSync, mkdirSync, openSync, readFileSync } from "node:fs";
import { dirname } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { SandboxError } from "./sandbox-error";

/** How to start a process that goes on after this one. */
export interface DaemonOptions {
  /** Name for messages. */
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  /** The whole environment: nothing of the caller's own is passed on unseen. */
  readonly environment: NodeJS.ProcessEnv;
  /** File that takes its standard output and error. */
  readonly logFile: string;
  /** Tells whether it is ready to serve. */
  readonly isReady: () => Promise<boolean>;
  /** How long to wait for that, ms. */
  readonly timeoutMs: number;
  readonly signal?: AbortSignal;
}

const READY_POLL_MS = 50;
const STOP_POLL_MS = 20;
const LOG_TAIL_LINES = 15;

/**
 * Starts a process in a group of its own and waits until it serves.
 * @returns its process ID, which is the group's too.
 * @throws SandboxError with the last lines of its log if it ends or does not get ready in time; it is stopped then.
 */
export async function startDaemon(options: DaemonOptions): Promise<number> {
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

  const deadline = Date.now() + options.timeoutMs;
  while (!failure && !(await options.isReady())) {
    if (options.signal?.aborted) failure = "was interrupted";
    else if (Date.now() > deadline) failure = `was not ready within ${options.timeoutMs / 1000} s`;
    else await sleep(READY_POLL_MS);
  }
  child.removeAllListeners();
  if (!failure && child.pid !== undefined) return child.pid;
  if (child.pid !== undefined) await killGroup(child.pid);
  throw new SandboxError(
    `The ${options.name} ${failure}.`,
    `The end of its log (${options.logFile}):\n${tail(options.logFile)}`,
  );
}

/**
 * Stops a daemon and every process it started; does nothing if it is gone.
 * @param marker Text of its command line, so that a process ID that was given to somebody else since is left alone.
 */
export async function stopDaemon(pid: number, marker: string): Promise<void> {
  if (!isRunning(pid, marker)) return;
  await killGroup(pid);
}

/** Whether the process runs and is the one whose command line holds `marker`. */
export function isRunning(pid: number, marker: string): boolean {
  return commandLine(pid).includes(marker);
}

/** At once, without a warning: a daemon of the sandbox has nothing to save, its state goes with it. */
async function killGroup(pid: number): Promise<void> {
  try {
    process.kill(-pid, "SIGKILL");
  } catch {
    // It has ended in the meantime.
  }
  // What has ended but was not yet waited for by its parent has no command line any more.
  while (commandLine(pid)) await sleep(STOP_POLL_MS);
}

/** The command line of a process; empty if there is none. */
function commandLine(pid: number): string {
  if (!existsSync("/proc/self/cmdline")) {
    return spawnSync("ps", ["-o", "command=", "-p", String(pid)], { encoding: "utf8" }).stdout ?? "";
  }
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ");
  } catch {
    return "";
  }
}

function tail(file: string): string {
  return readFileSync(file, "utf8").trimEnd().split("\n").slice(-LOG_TAIL_LINES).join("\n");
}
