import type { PendingRecord } from "./stream-record";

/** Aggregation of an open tumbling window. */
export interface OpenWindow {
  /** Milliseconds since 1970. */
  readonly start: number;
  /** What the function returned last as `state`. */
  readonly state: unknown;
}

/** The tumbling window that a delivery belongs to. */
export interface DeliveryWindow {
  /** Milliseconds since 1970. */
  readonly start: number;
  readonly end: number;
  /** Aggregation so far, as the function returned it. */
  readonly state: unknown;
  /** The invoke that closes the window; it has no records. */
  readonly final: boolean;
  /** The state has grown over 1 MB. */
  readonly terminatedEarly: boolean;
}

/** What is sent to the function at once: a batch of records, or the final invoke of a window, which has none. */
export interface Delivery {
  readonly records: readonly PendingRecord[];
  readonly window?: DeliveryWindow;
}
