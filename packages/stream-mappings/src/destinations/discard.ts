import type { Delivery } from "../model/delivery";

/** Why records were discarded (AWS's names). */
export type DiscardCondition = "RetryAttemptsExhausted" | "RecordAgeExceeded";

/** The last time the function ran with records that were then discarded. */
export interface LastAttempt {
  readonly requestId: string;
  readonly version: string;
  /** Absent when the function returned a partial failure instead of throwing. */
  readonly functionError?: string;
}

/** Why and after what records were discarded. */
export interface DiscardReason {
  readonly condition: DiscardCondition;
  /** Invocations since the checkpoint last moved. */
  readonly invocations: number;
  /** Absent when they were discarded before the function ran. */
  readonly lastAttempt?: LastAttempt;
}

/** Records that were discarded. */
export type Discard = Delivery & DiscardReason;
