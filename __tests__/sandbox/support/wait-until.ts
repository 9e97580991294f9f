import { setTimeout as sleep } from "node:timers/promises";

const INTERVAL_MS = 100;

/**
 * Asks until the answer holds.
 * @throws Error with the last answer if it never does.
 */
export async function waitUntil<T>(
  ask: () => Promise<T>,
  holds: (answer: T) => boolean,
  timeoutMs = 20_000,
): Promise<T> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    const answer = await ask();
    if (holds(answer)) return answer;
    if (Date.now() > deadline)
      throw new Error(`Gave up after ${timeoutMs} ms; the last answer was ${JSON.stringify(answer)}`);
    await sleep(INTERVAL_MS);
  }
}
