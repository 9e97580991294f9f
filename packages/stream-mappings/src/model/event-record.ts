import type { PendingRecord, StreamRecord } from "./stream-record";

/** A record of the event that Lambda hands to the function, keys in the order AWS sends them. */
export interface EventRecord {
  readonly eventID?: string;
  readonly eventName?: string;
  readonly eventVersion: string;
  readonly eventSource: string;
  readonly awsRegion: string;
  readonly dynamodb: StreamRecord["dynamodb"];
  readonly userIdentity?: { readonly type?: string; readonly principalId?: string };
  readonly eventSourceARN: string;
}

/** Turns a stream record into one of the function's event: adds the stream's ARN and lower-cases the identity's keys. */
export function toEventRecord(record: StreamRecord, streamArn: string, region: string): EventRecord {
  return {
    eventID: record.eventID,
    eventName: record.eventName,
    eventVersion: record.eventVersion ?? "1.1",
    eventSource: record.eventSource ?? "aws:dynamodb",
    awsRegion: record.awsRegion ?? region,
    dynamodb: record.dynamodb,
    ...(record.userIdentity && { userIdentity: lowerCased(record.userIdentity) }),
    eventSourceARN: streamArn,
  };
}

/** Prepares an event record for batching: its text is made once, however often it is sent. */
export function toPendingRecord(record: EventRecord): PendingRecord {
  const json = JSON.stringify(record);
  const { Keys = {}, SequenceNumber, ApproximateCreationDateTime } = record.dynamodb;
  return {
    sequenceNumber: SequenceNumber,
    arrivedAt: (ApproximateCreationDateTime ?? Date.now() / 1000) * 1000,
    json,
    bytes: Buffer.byteLength(json),
    itemKey: JSON.stringify(Object.entries(Keys).sort(([a], [b]) => (a < b ? -1 : 1))),
  };
}

function lowerCased(identity: Record<string, string>): { type?: string; principalId?: string } {
  return {
    type: identity.type ?? identity.Type,
    principalId: identity.principalId ?? identity.PrincipalId,
  };
}
