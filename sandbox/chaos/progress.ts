import { setTimeout as sleep } from "node:timers/promises";
import { SandboxError } from "../sandbox-error";
import type { HandledLog } from "./handled-log";

/** Without progress for so long, the run is ended. Milliseconds. */
const PATIENCE_MS = 60_000;
const POLL_MS = 100;

/**
 * Waits until so many records were handled, repeats included.
 * @throws SandboxError when nothing moves for a minute, or the run is interrupted
 */
export async function untilHandled(log: HandledLog, count: number, signal?: AbortSignal): Promise<void> {
  if (await wait(log, async () => log.records.length >= count, signal)) return;
  throw new SandboxError(
    `Nothing moved for a minute, at ${log.records.length} handled records.`,
    "Run it again with the same seed; the emulator may have been starved of CPU.",
  );
}

/** When a run is over. */
export interface RunEnd {
  /** Records written. */
  readonly records: number;
  /** How many of them will be discarded. */
  readonly poison: number;
  readonly signal?: AbortSignal;
}

/**
 * Waits until every record was handled or is at the destination, or until nothing moves any more.
 * @param atDestination reads the numbers of the records at the destination
 * @returns those at the destination
 * @throws SandboxError when the run is interrupted
 */
export async function untilEnded(
  log: HandledLog,
  atDestination: () => Promise<number[]>,
  { records, poison, signal }: RunEnd,
): Promise<number[]> {
  let discarded: number[] = [];
  const isOver = async () => {
    const handled = new Set(log.records.map(({ n }) => n));
    if (handled.size + poison < records) return false;
    discarded = await atDestination();
    return new Set([...handled, ...discarded]).size >= records;
  };
  await wait(log, isOver, signal);
  return discarded;
}

/** @returns false when a minute passed in which no record was handled */
async function wait(log: HandledLog, holds: () => Promise<boolean>, signal?: AbortSignal): Promise<boolean> {
  let progress = -1;
  let since = Date.now();
  while (Date.now() - since < PATIENCE_MS) {
    if (signal?.aborted)
      throw new SandboxError("The run was interrupted.", "Nothing can be said of its records.");
    const count = log.read();
    if (await holds()) return true;
    if (count > progress) since = Date.now();
    progress = count;
    await sleep(POLL_MS);
  }
  return false;
}
