/** Longest pause, as a multiple of the first. */
const CEILING = 60;

/** Pause before try number `failures + 1`: doubled with every failure, up to 60 times the first. Milliseconds. */
export function backoffMs(failures: number, firstMs: number): number {
  return firstMs * Math.min(CEILING, 2 ** Math.max(0, failures - 1));
}
