import type { WireItem } from "../wire";

/** Something that happened to a change on its way through a mapping. */
export interface Step {
  readonly name: "read" | "filtered out" | "invoked" | "handled" | "failed" | "discarded";
  /** Milliseconds since 1970. */
  readonly at: number;
  /** What the mapping says of it. */
  readonly text?: string;
}

/** The way of a change through one mapping. */
export interface Journey {
  readonly mappingId: string;
  readonly functionId: string;
  readonly sequenceNumber: string;
  /** In the order in which they happened; a step that repeats shows the last time. */
  readonly steps: readonly Step[];
  /** How often the function was invoked with it. */
  readonly invocations: number;
  /** The last request to the function. */
  readonly requestId?: string;
}

/** A change of an item. */
export interface Change {
  readonly id: number;
  readonly tableId: string;
  /** What was asked for here, or else what the stream says: INSERT, MODIFY or REMOVE. */
  readonly operation: string;
  readonly keys: WireItem;
  /** The key, to read. */
  readonly label: string;
  /** When it was asked for or first seen, milliseconds since 1970. */
  readonly at: number;
  /** Whether it was made with this console. */
  readonly own: boolean;
  /** `unchanged`: the table was like this before, so that the stream has nothing of it. */
  readonly state: "asked for" | "written" | "unchanged" | "refused";
  /** Why it was refused. */
  readonly reason?: string;
  readonly journeys: readonly Journey[];
}
