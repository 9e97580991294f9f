import type { DynamoDBRecord } from "aws-lambda";
import type { EventName, ItemChange, StreamViewType, UserIdentity } from "./item-change";
import { check, MalformedRecordError } from "./malformed-record-error";
import { parseStreamArn } from "./stream-arn";
import { unmarshall, unmarshallKeys } from "./unmarshall";

const EVENT_NAMES: readonly EventName[] = ["INSERT", "MODIFY", "REMOVE"];
const VIEW_TYPES: readonly StreamViewType[] = ["KEYS_ONLY", "NEW_IMAGE", "OLD_IMAGE", "NEW_AND_OLD_IMAGES"];

/**
 * Reads one record of a stream.
 * @throws MalformedRecordError if the record is not in the form that DynamoDB sends. The message holds no item data.
 */
export function toItemChange(record: DynamoDBRecord): ItemChange {
  const dynamodb = record?.dynamodb;
  check(typeof dynamodb === "object" && dynamodb !== null, "The record has no dynamodb part.");
  const { account, region, tableName } = parseStreamArn(record.eventSourceARN);
  const eventName = oneOf(EVENT_NAMES, record.eventName, "eventName");
  const userIdentity = toUserIdentity(record.userIdentity);
  return {
    eventId: text(record.eventID, "eventID"),
    eventName,
    keys: inPart("Keys", () => unmarshallKeys(dynamodb.Keys)),
    ...(dynamodb.NewImage && { newImage: inPart("NewImage", () => unmarshall(dynamodb.NewImage)) }),
    ...(dynamodb.OldImage && { oldImage: inPart("OldImage", () => unmarshall(dynamodb.OldImage)) }),
    sequenceNumber: text(dynamodb.SequenceNumber, "dynamodb.SequenceNumber"),
    time: time(dynamodb.ApproximateCreationDateTime),
    sizeBytes: number(dynamodb.SizeBytes, "dynamodb.SizeBytes"),
    streamViewType: oneOf(VIEW_TYPES, dynamodb.StreamViewType, "dynamodb.StreamViewType"),
    sourceAccount: account,
    region,
    tableName,
    expired: eventName === "REMOVE" && isTimeToLive(userIdentity),
    ...(userIdentity && { userIdentity }),
  };
}

/** Whether DynamoDB deleted an expired item (DynamoDB Developer Guide, "DynamoDB Streams and Time to Live"). */
function isTimeToLive(identity: UserIdentity | undefined): boolean {
  return identity?.type === "Service" && identity.principalId === "dynamodb.amazonaws.com";
}

function toUserIdentity(value: unknown): UserIdentity | undefined {
  if (value === undefined || value === null) return undefined;
  const { type, principalId } = value as Partial<Record<keyof UserIdentity, unknown>>;
  return {
    type: text(type, "userIdentity.type"),
    principalId: text(principalId, "userIdentity.principalId"),
  };
}

function inPart<T>(part: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof MalformedRecordError)) throw error;
    throw new MalformedRecordError(`dynamodb.${part} cannot be read: ${error.message}`);
  }
}

function text(value: unknown, field: string): string {
  check(typeof value === "string" && value !== "", `${field} is empty or not a string.`);
  return value;
}

/** DynamoDB sends seconds since 1970. */
function time(value: unknown): Date {
  const field = "dynamodb.ApproximateCreationDateTime";
  const date = new Date(Math.round(number(value, field) * 1000));
  check(Number.isFinite(date.getTime()), `${field} is out of range.`);
  return date;
}

function number(value: unknown, field: string): number {
  check(typeof value === "number" && Number.isFinite(value), `${field} is not a number.`);
  return value;
}

function oneOf<T extends string>(allowed: readonly T[], value: unknown, field: string): T {
  const found = allowed.find((name) => name === value);
  check(found !== undefined, `${field} is not one of ${allowed.join(", ")}.`);
  return found;
}
