import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";

/** A process, told apart from one that gets the same ID later. */
export interface ProcessIdentity {
  readonly pid: number;
  /** When it started, see {@link startOf}. */
  readonly startedAt: string;
}

/** Fields of `/proc/PID/stat` behind the name of the program: the first is the state (proc(5), fields 3 and 22). */
const STATE = 0;
const START_TIME = 19;

/**
 * When a process started: a text that no other process with the same ID has.
 * @returns undefined if there is no such process, or it has ended and has only not been waited for
 */
export function startOf(pid: number): string | undefined {
  return existsSync("/proc/self/stat") ? startInProc(pid) : startByPs(pid);
}

/** Whether a process still runs. A state file of an earlier version does not say when it started: then it does not. */
export function isRunning({ pid, startedAt }: ProcessIdentity): boolean {
  const start = startOf(pid);
  return start !== undefined && start === startedAt;
}

/** The boot's ID and the clock ticks since then: IDs of processes start again with each boot. */
function startInProc(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    // The program's name may hold spaces and parentheses.
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    if (hasEnded(fields[STATE])) return undefined;
    const boot = readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim();
    return `${boot}/${fields[START_TIME]}`;
  } catch {
    return undefined;
  }
}

function startByPs(pid: number): string | undefined {
  const env = { PATH: process.env.PATH, LC_ALL: "C", TZ: "UTC" };
  const { stdout } = spawnSync("ps", ["-o", "stat=,lstart=", "-p", String(pid)], { encoding: "utf8", env });
  const [state, ...start] = (stdout ?? "").trim().split(/\s+/);
  return start.length === 0 || hasEnded(state) ? undefined : start.join(" ");
}

/** Zombie or dead (proc(5), ps(1)). */
function hasEnded(state = ""): boolean {
  return /^[ZX]/.test(state);
}
