import type { DynamoDBRecord } from "aws-lambda";
import type { ItemChange } from "./item-change";

/** What may be logged of a change: where it is and what kind it is, never keys or images. */
export function changeFields(change: ItemChange) {
  const { eventId, eventName, sequenceNumber, sizeBytes, streamViewType } = change;
  const { sourceAccount, region, tableName, expired, time } = change;
  return {
    eventId,
    eventName,
    sequenceNumber,
    time: time.toISOString(),
    sizeBytes,
    streamViewType,
    sourceAccount,
    region,
    tableName,
    expired,
  };
}

/** What identifies a record that could not be read. */
export function recordFields(record: DynamoDBRecord) {
  return {
    eventId: record?.eventID,
    sequenceNumber: record?.dynamodb?.SequenceNumber,
    eventSourceArn: record?.eventSourceARN,
  };
}

/**
 * What may be logged of an error. Its other properties stay out: those of the AWS SDK can hold whole items
 * (`ConditionalCheckFailedException.Item`), and so can its cause.
 */
export function errorFields(error: unknown) {
  if (!(error instanceof Error))
    return { name: typeof error, message: "Something other than an Error was thrown." };
  return { name: error.name, message: error.message, stack: error.stack };
}

/** A whole record, as the field names of AWS's own walkthrough have it. */
export function wholeRecord(record: DynamoDBRecord) {
  return { eventID: record?.eventID, eventName: record?.eventName, dynamodb: new Verbatim(record?.dynamodb) };
}

/** The logger merges plain objects, and drops attributes named `constructor` or `__proto__` on the way. */
class Verbatim {
  constructor(private readonly content: unknown) {}

  toJSON(): unknown {
    return this.content;
  }
}
