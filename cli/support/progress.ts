/** Shows how far long work is, on the standard error. */
export interface Progress {
  /** Adds to what is done. */
  add(done: number): void;
  /** Prints a line of its own. */
  line(text: string): void;
  /** Ends the display. */
  end(): void;
}

const WIDTH = 30;
const REDRAW_MS = 100;
/** Without a terminal, a line now and then. */
const LINE_MS = 5_000;

/**
 * A bar that is drawn again and again on a terminal; elsewhere a line every five seconds.
 * @param total what is to be done; undefined if nobody knows
 * @param unit such as `records`
 */
export function progress(
  total: number | undefined,
  unit: string,
  stream: NodeJS.WriteStream = process.stderr,
): Progress {
  const isTerminal = stream.isTTY === true;
  let done = 0;
  let drawnAt = Date.now();
  const text = () =>
    total === undefined ? `${done} ${unit}` : `${bar(done, total)} ${done} of ${total} ${unit}`;
  const clear = () => isTerminal && stream.write("\r\u001b[K");
  const draw = () => {
    drawnAt = Date.now();
    stream.write(isTerminal ? `\r\u001b[K${text()}` : `${text()}\n`);
  };
  if (isTerminal) draw();
  return {
    add(count) {
      done += count;
      if (Date.now() - drawnAt >= (isTerminal ? REDRAW_MS : LINE_MS)) draw();
    },
    line(line) {
      clear();
      stream.write(`${line}\n`);
      if (isTerminal) draw();
    },
    end: () => void clear(),
  };
}

function bar(done: number, total: number): string {
  const full = total === 0 ? WIDTH : Math.min(WIDTH, Math.round((done / total) * WIDTH));
  return `[${"#".repeat(full)}${"-".repeat(WIDTH - full)}]`;
}
