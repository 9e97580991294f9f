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

/** Why records were discarded, and what the function said of them last. */
export interface DiscardCause {
  readonly condition: DiscardCondition;
  /** Absent when the records grew too old, however often the function ran with them (recorded). */
  readonly lastAttempt?: LastAttempt;
}

/** Why and after what records were discarded. */
export interface DiscardReason extends DiscardCause {
  /** Invocations since the checkpoint last moved. */
  readonly invocations: number;
}

/** Records that were discarded. */
export type Discard = Delivery & DiscardReason;
