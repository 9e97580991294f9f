import { setTimeout as sleep } from "node:timers/promises";
import { DrillError } from "../drill-error";

const INTERVAL_MS = 200;

/**
 * Asks again and again until there is an answer.
 * @returns undefined if there was none in time
 * @throws DrillError if the wait is interrupted
 */
export async function untilAnswered<T>(
  ask: () => Promise<T | undefined>,
  timeoutMs: number,
  signal: AbortSignal,
): Promise<T | undefined> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    if (signal.aborted) throw new DrillError([{ cause: "The drill was interrupted" }]);
    const answer = await ask();
    if (answer !== undefined || Date.now() > deadline) return answer;
    await sleep(INTERVAL_MS, undefined, { signal }).catch(() => undefined);
  }
}
