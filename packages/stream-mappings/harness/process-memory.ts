import { readFileSync } from "node:fs";

/**
 * The most memory that a process ever used, MB.
 * @returns undefined when it has ended, and where the system does not say (other than Linux)
 */
export function peakMemoryMb(pid: number): number | undefined {
  try {
    const status = readFileSync(`/proc/${pid}/status`, "utf8");
    return Math.round(Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1]) / 1024);
  } catch {
    return undefined;
  }
}
