import type { DynamoDBRecord } from "aws-lambda";
import type { ItemChange } from "./item-change";

/** The fields of a change that may be logged: where it is and what kind it is, but never keys or images. */
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

/** The fields that identify a record that cannot be read. */
export function recordFields(record: DynamoDBRecord) {
  return {
    eventId: record?.eventID,
    sequenceNumber: record?.dynamodb?.SequenceNumber,
    eventSourceArn: record?.eventSourceARN,
  };
}

/** A whole record, with the field names of AWS's own walkthrough. */
export function wholeRecord(record: DynamoDBRecord) {
  // The logger merges the fields of plain objects and so drops attributes named `constructor`, but not with toJSON.
  const dynamodb = { toJSON: () => record?.dynamodb };
  return { eventID: record?.eventID, eventName: record?.eventName, dynamodb };
}
