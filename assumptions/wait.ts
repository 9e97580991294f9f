import { setTimeout as sleep } from "node:timers/promises";
import { AssumptionsError } from "./assumptions-error";

/** How to wait. */
export interface WaitOptions {
  readonly limitMs: number;
  /** Between two questions. */
  readonly pollMs: number;
  readonly signal: AbortSignal;
}

/**
 * Asks again and again until there is an answer.
 * @returns undefined if there was none in time
 * @throws AssumptionsError if the wait is interrupted
 */
export async function untilAnswered<T>(
  ask: () => Promise<T | undefined>,
  { limitMs, pollMs, signal }: WaitOptions,
): Promise<T | undefined> {
  const deadline = Date.now() + limitMs;
  for (;;) {
    requireGoingOn(signal);
    const answer = await ask();
    if (answer !== undefined || Date.now() > deadline) return answer;
    await pause(pollMs, signal);
  }
}

/** Waits. @throws AssumptionsError if the wait is interrupted */
export async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await sleep(ms, undefined, { signal }).catch(() => undefined);
  requireGoingOn(signal);
}

/** @throws AssumptionsError after Ctrl-C */
export function requireGoingOn(signal: AbortSignal): void {
  if (signal.aborted) throw new AssumptionsError([{ cause: "It was interrupted" }]);
}
