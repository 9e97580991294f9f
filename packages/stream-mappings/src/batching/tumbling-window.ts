/** Most bytes of a window's state (Lambda Developer Guide, stateful processing): 1 MB. */
const STATE_LIMIT = 1024 * 1024;

/** Start of the tumbling window that a moment falls into. Milliseconds since 1970. */
export function windowStart(moment: number, lengthMs: number): number {
  return Math.floor(moment / lengthMs) * lengthMs;
}

/** Whether a state has grown so large that its window must be closed before its time. */
export function isTooLarge(state: unknown): boolean {
  return Buffer.byteLength(JSON.stringify(state)) > STATE_LIMIT;
}
