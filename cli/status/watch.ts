import { setTimeout as sleep } from "node:timers/promises";

/** Where a screen is drawn. */
export interface Screen {
  /** Whether it can be cleared and drawn again. */
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

/** Clears a terminal and goes to its first line. */
const CLEAR = "\u001b[2J\u001b[3J\u001b[H";

/**
 * Draws a text again and again until a signal fires. What is no terminal gets a block for each change instead.
 * @param draw gives the text
 * @param seconds pause between two looks
 */
export async function watch(
  draw: () => Promise<string>,
  seconds: number,
  screen: Screen,
  signal: AbortSignal,
): Promise<void> {
  let last: string | undefined;
  while (!signal.aborted) {
    const text = await draw();
    if (signal.aborted) return;
    const time = new Date().toISOString();
    if (screen.isTTY) screen.write(`${CLEAR}${text}\n\n${time}, every ${seconds} s. Ctrl-C ends it.\n`);
    else if (text !== last) screen.write(`${time}\n${text}\n\n`);
    last = text;
    await sleep(seconds * 1_000, undefined, { signal }).catch(() => undefined);
  }
}
