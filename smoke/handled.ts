import { setTimeout as sleep } from "node:timers/promises";
import {
  type CloudWatchLogsClient,
  paginateFilterLogEvents,
  ResourceNotFoundException,
} from "@aws-sdk/client-cloudwatch-logs";

/** CloudWatch Logs quotas: FilterLogEvents answers at least 5 requests a second for an account and region. */
const INTERVAL_MS = 1_000;
/** How far the clocks of this machine and of AWS may be apart. */
const SKEW_MS = 300_000;

/** What to look for, and for how long. */
export interface Awaited {
  readonly functionName: string;
  /** The mark of the run's item. */
  readonly mark: string;
  /** When the item was put, ms since 1970. */
  readonly since: number;
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

/**
 * Waits until a function has logged that it handled the item.
 * @returns how long after the put the line was seen, milliseconds; undefined if it never was
 */
export async function untilHandled(
  logs: CloudWatchLogsClient,
  awaited: Awaited,
): Promise<number | undefined> {
  const { since, timeoutMs, signal } = awaited;
  while (!signal.aborted && Date.now() - since < timeoutMs) {
    if (await isLogged(logs, awaited)) return Date.now() - since;
    await sleep(INTERVAL_MS, undefined, { signal }).catch(() => undefined);
  }
  return undefined;
}

/** A function that has never run may have no log group. */
async function isLogged(
  logs: CloudWatchLogsClient,
  { functionName, mark, since, signal }: Awaited,
): Promise<boolean> {
  const filter = {
    logGroupName: `/aws/lambda/${functionName}`,
    startTime: since - SKEW_MS,
    filterPattern: `"Smoke test" "${mark}"`,
  };
  try {
    for await (const { events = [] } of paginateFilterLogEvents({ client: logs }, filter, {
      abortSignal: signal,
    })) {
      // With LOG_RECORDS the item's attributes are logged as well, before the item is handled.
      if (events.some(({ message = "" }) => message.includes("Smoke test") && message.includes(mark)))
        return true;
    }
  } catch (error) {
    if (!(error instanceof ResourceNotFoundException) && !signal.aborted) throw error;
  }
  return false;
}
