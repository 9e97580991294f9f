/** A record that a mapping has read. */
export interface SeenRecord {
  readonly sequenceNumber: string;
  /** INSERT, MODIFY or REMOVE. */
  readonly eventName?: string;
  /** The item's key, in DynamoDB's own format. */
  readonly keys: Readonly<Record<string, unknown>>;
  /** When DynamoDB wrote it to the stream, milliseconds since 1970. */
  readonly arrivedAt: number;
  /** Whether it goes on to the function: a filter may drop it, or it was handled before a restart. */
  readonly goesOn: boolean;
}

/** What a mapping does with records, or what has become of the mapping itself. */
export type Happening =
  | { readonly kind: "read"; readonly mapping: string; readonly records: readonly SeenRecord[] }
  | { readonly kind: "invoked"; readonly mapping: string; readonly sequenceNumbers: readonly string[] }
  | ReturnedHappening
  | DiscardedHappening
  | { readonly kind: "mapping-changed"; readonly mapping: string };

/** An invocation has ended. */
export interface ReturnedHappening {
  readonly kind: "returned";
  readonly mapping: string;
  readonly sequenceNumbers: readonly string[];
  /** How many of them, from the first on, are handled. */
  readonly handled: number;
  /** AWS's text for LastProcessingResult. */
  readonly result: string;
  /** Absent if the function did not run. */
  readonly requestId?: string;
}

/** Records were given up. */
export interface DiscardedHappening {
  readonly kind: "discarded";
  readonly mapping: string;
  readonly sequenceNumbers: readonly string[];
  /** AWS's name for the reason. */
  readonly condition: string;
  /** ARN of the destination that took them; null if none did. */
  readonly destination: string | null;
}
