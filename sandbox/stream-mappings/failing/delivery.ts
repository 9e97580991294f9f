import type { PendingRecord } from "../model/stream-record";

/** One thing to hand to the function: a batch of records, or the final invoke of a window, which has none. */
export interface Delivery {
  readonly records: readonly PendingRecord[];
  /** Set for tumbling windows. */
  readonly window?: { readonly start: number; readonly end: number; readonly final: boolean };
}

/** Why records were given up (AWS's names). */
export type DropCondition = "RetryAttemptsExhausted" | "RecordAgeExceeded";

/** Records that were given up, and what is known about the last attempt. */
export interface Drop extends Delivery {
  readonly condition: DropCondition;
  /** Invocations since the position last moved. */
  readonly invocations: number;
  /** Absent when they were given up without the function having run. */
  readonly lastAttempt?: {
    readonly version: string;
    /** Absent when the function returned a partial failure instead of throwing. */
    readonly functionError?: string;
  };
}
