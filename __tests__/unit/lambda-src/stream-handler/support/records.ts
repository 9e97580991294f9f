import type { AttributeValue, DynamoDBRecord, DynamoDBStreamEvent } from "aws-lambda";
import recorded from "../../../../fixtures/recorded-event.json";

/** The event that was recorded from AWS, fresh for each test. */
export function recordedEvent(): DynamoDBStreamEvent {
  return structuredClone(recorded) as DynamoDBStreamEvent;
}

/** The recorded event's only record, with other fields where given. */
export function recordWith(
  fields: Partial<DynamoDBRecord>,
  dynamodb: NonNullable<DynamoDBRecord["dynamodb"]> = {},
): DynamoDBRecord {
  const [record] = recordedEvent().Records;
  return { ...record, ...fields, dynamodb: { ...record?.dynamodb, ...dynamodb } };
}

/** A batch of inserts, one for each item ID, with sequence numbers from 100 on. */
export function batchOf(itemIds: readonly string[]): DynamoDBStreamEvent {
  const keys = itemIds.map((id): Record<string, AttributeValue> => ({ id: { S: id } }));
  return {
    Records: keys.map((Keys, index) =>
      recordWith(
        { eventID: `event-${index}` },
        { Keys, NewImage: Keys, SequenceNumber: String(100 + index) },
      ),
    ),
  };
}
