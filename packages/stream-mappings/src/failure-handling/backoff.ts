/** Second pause, as a multiple of the first. */
const SECOND = 1.4;
/** Growth of the pauses after the second. */
const GROWTH = 2.2;
/** Longest pause, as a multiple of the first. */
const CEILING = 100;

/**
 * Pause before try number `failures + 1`. Milliseconds.
 *
 * Recorded from AWS: 0.28 s, 0.39 s, then growing to several seconds, with eight tries in a minute. How they grow after
 * the second, and how far, is assumed so that it fits.
 */
export function backoffMs(failures: number, firstMs: number): number {
  const multiple = failures < 2 ? 1 : SECOND * GROWTH ** (failures - 2);
  return firstMs * Math.min(CEILING, multiple);
}
