import type { DynamoDBRecord } from "aws-lambda";
import type { ItemChange } from "./item-change";
import { MalformedRecordError } from "./malformed-record-error";
import { toItemChange } from "./to-item-change";

/** A record and the change that it describes. */
export interface ReadRecord {
  readonly record: DynamoDBRecord;
  readonly change: ItemChange;
}

/** A record that cannot be read, and why. */
export interface MalformedRecord {
  readonly record: DynamoDBRecord;
  readonly error: MalformedRecordError;
}

export interface Batch {
  /** The records, in batch order, up to the first that cannot be read. */
  readonly readable: readonly ReadRecord[];
  /** The first record that cannot be read, if there is one. */
  readonly malformed?: MalformedRecord;
}

/**
 * Reads a batch before any of it is handled. A record that cannot be read is a failure known in advance, so no record
 * after it needs to be started.
 */
export function readBatch(records: readonly DynamoDBRecord[]): Batch {
  const readable: ReadRecord[] = [];
  for (const record of records) {
    try {
      readable.push({ record, change: toItemChange(record) });
    } catch (error) {
      if (!(error instanceof MalformedRecordError)) throw error;
      return { readable, malformed: { record, error } };
    }
  }
  return { readable };
}
