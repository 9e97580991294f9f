/** A record that a mapping has read. */
export interface SeenRecord {
  readonly sequenceNumber: string;
  readonly eventName?: string;
  readonly keys: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  /** Whether it goes on to the function. */
  readonly goesOn: boolean;
}

/** What the stream-mapping service tells of a mapping; its README explains each kind. */
export type Happening = { readonly at: number; readonly mapping: string } & (
  | { readonly kind: "read"; readonly records: readonly SeenRecord[] }
  | { readonly kind: "invoked"; readonly sequenceNumbers: readonly string[] }
  | {
      readonly kind: "returned";
      readonly sequenceNumbers: readonly string[];
      readonly handled: number;
      readonly result: string;
      readonly requestId?: string;
    }
  | {
      readonly kind: "discarded";
      readonly sequenceNumbers: readonly string[];
      readonly condition: string;
      readonly destination: string | null;
    }
  | { readonly kind: "mapping-changed" }
);
