import type { OpenRun } from "./run";

/** What travels from one invocation of a window to the next. */
export interface State {
  readonly version: typeof VERSION;
  /** Sequence number of the last record that was counted: what comes again is not counted again. */
  readonly last: string;
  readonly runs: readonly OpenRun[];
}

const VERSION = 1;

export const EMPTY_STATE: State = { version: VERSION, last: "0", runs: [] };

/**
 * The state of an event; a window begins with an empty object.
 * @throws Error if another version of this function wrote it: to begin with an empty state would lose what was counted
 */
export function readState(state: unknown): State {
  if (state === undefined || state === null) return EMPTY_STATE;
  if (typeof state !== "object") throw new TypeError("The state of the window is not an object.");
  if (Object.keys(state).length === 0) return EMPTY_STATE;
  if ("version" in state && state.version === VERSION) return state as State;
  throw new Error(
    "The state of the window was written by another version of this function. Deploy that version again until the window is over.",
  );
}
