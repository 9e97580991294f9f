import { readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { peakMemoryMb } from "../harness";

const IDLE_MS = 10_000;

/** What an idle process costs. */
export interface ProcessFigures {
  /** Share of one CPU. */
  readonly idleCpuPercent: number;
  /** Most memory that it ever used, MB. */
  readonly peakMemoryMb?: number;
}

/**
 * Watches a process for ten seconds in which it has nothing to do.
 * @returns undefined where the system does not say (other than Linux)
 */
export async function idleFigures(pid: number): Promise<ProcessFigures | undefined> {
  try {
    const before = cpuMs(pid);
    await sleep(IDLE_MS);
    const idleCpuPercent = Math.round(((cpuMs(pid) - before) / IDLE_MS) * 1000) / 10;
    return { idleCpuPercent, peakMemoryMb: peakMemoryMb(pid) };
  } catch {
    return undefined;
  }
}

/** CPU time so far: the 14th and 15th field of `stat`, in hundredths of a second. */
function cpuMs(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]?.split(" ") ?? [];
  return (Number(fields[11]) + Number(fields[12])) * 10;
}
