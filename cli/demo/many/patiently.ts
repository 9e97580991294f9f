import { setTimeout as sleep } from "node:timers/promises";

/** How long a busy machine may take until nothing more is to be expected. */
export const PATIENCE_MS = 60_000;

/**
 * Reads again and again until it holds, or until nothing has changed for a while.
 * @returns what was read last, which may not hold
 */
export async function patiently<T>(
  read: () => Promise<T>,
  holds: (value: T) => boolean,
  signal: AbortSignal,
  patienceMs = PATIENCE_MS,
): Promise<T> {
  let known: string | undefined;
  let lastNews = Date.now();
  for (;;) {
    const value = await read();
    const text = JSON.stringify(value);
    if (text !== known) lastNews = Date.now();
    known = text;
    if (holds(value) || Date.now() - lastNews >= patienceMs) return value;
    await sleep(500, undefined, { signal });
  }
}
