/** Why a mapping gave up on a batch (AWS's names). */
export type FailureCondition = string;

/** A batch in a failure bucket, without its records. */
export interface FailedBatch {
  /** UUID at the end of the key: unique, and the same for ever. */
  readonly id: string;
  /** Key of the object. */
  readonly key: string;
  /** UUID of the mapping that gave up on it. */
  readonly mapping: string;
  readonly shardId: string;
  readonly streamArn: string;
  /** Key of the source in the environment file; absent if the file has no such table. */
  readonly source?: string;
  /** When it was given up, ISO 8601. */
  readonly failedAt: string;
  readonly condition: FailureCondition;
  /** How often the function had run with it. */
  readonly invocations: number;
  /** What Lambda says of the last invocation: `Unhandled`; absent after a partial failure, or if it never ran. */
  readonly functionError?: string;
  /** ID of the last invocation. */
  readonly requestId?: string;
  /** The function that the mapping invoked, with its qualifier. */
  readonly functionArn: string;
  /**
   * For a batch of a tumbling window, which only the usage meter has: `records` that it could not count, or the `end` of
   * a window, without records, whose state holds what was counted. @default it belongs to no window
   */
  readonly window?: "records" | "end";
  /** Start and end of that window, ISO 8601. @default it belongs to no window, or Lambda does not say which */
  readonly windowTime?: { readonly start: string; readonly end: string };
  readonly records: number;
  readonly firstSequenceNumber: string;
  readonly lastSequenceNumber: string;
  /** When its records were written, ISO 8601. */
  readonly firstArrival?: string;
  readonly lastArrival?: string;
  /** Bytes of the object. */
  readonly bytes: number;
}

/** An object under `aws/lambda/` that cannot be handed over, and why. */
export interface UnreadableBatch {
  readonly id: string;
  readonly key: string;
  readonly problem: string;
}

/** Prefix of the keys that Lambda writes (Lambda Developer Guide, "Retaining discarded records"). */
export const FAILED_BATCHES = "aws/lambda/";

const KEY = /^aws\/lambda\/([^/]+)\/([^/]+)\/.*-([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;

/** What the key of an object says; undefined if Lambda did not write it. */
export function partsOfKey(key: string): { mapping: string; shardId: string; id: string } | undefined {
  const [, mapping, shardId, id] = KEY.exec(key) ?? [];
  return mapping && shardId && id ? { mapping, shardId, id } : undefined;
}
