import type { PendingRecord } from "../model/stream-record";

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

/** One thing to hand to the function: a batch of records, or the final invoke of a window, which has none. */
export interface Delivery {
  readonly records: readonly PendingRecord[];
  readonly window?: DeliveryWindow;
}

/** Why records were given up (AWS's names). */
export type DropCondition = "RetryAttemptsExhausted" | "RecordAgeExceeded";

/** The last time the function ran with records that were then given up. */
export interface LastAttempt {
  readonly requestId: string;
  readonly version: string;
  /** Absent when the function returned a partial failure instead of throwing. */
  readonly functionError?: string;
}

/** Why and after what records were given up. */
export interface DropReason {
  readonly condition: DropCondition;
  /** Invocations since the position last moved. */
  readonly invocations: number;
  /** Absent when they were given up without the function having run. */
  readonly lastAttempt?: LastAttempt;
}

/** Records that were given up. */
export type Drop = Delivery & DropReason;
