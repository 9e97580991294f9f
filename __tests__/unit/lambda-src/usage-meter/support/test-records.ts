import type { DynamoDBRecord } from "aws-lambda";

/** One change of a made-up table. */
export interface TestChange {
  readonly eventName: "INSERT" | "MODIFY" | "REMOVE";
  readonly key: string;
  /** Seconds since 1970. */
  readonly time: number;
  /** Thousandths; absent: the item has no such attribute. */
  readonly amount?: bigint;
}

export const STREAM_ARN =
  "arn:aws:dynamodb:eu-central-1:111111111111:table/Orders/stream/2026-01-01T00:00:00.000";
export const OWNER = "111111111111/Orders";

/** The records of a shard. The sequence numbers pass from 21 to 22 digits, where texts do not sort as numbers do. */
export function recordsOf(changes: readonly TestChange[]): DynamoDBRecord[] {
  return changes.map((change, index) => recordOf(change, sequenceAt(index)));
}

/** Gaps between sequence numbers, as DynamoDB has them. */
export function sequenceAt(index: number): string {
  return String(999_999_999_999_999_999_900n + BigInt(index) * 7n);
}

function recordOf({ eventName, key, time, amount }: TestChange, sequence: string): DynamoDBRecord {
  const item = { id: { S: key }, ...(amount !== undefined && { amount: { N: thousandths(amount) } }) };
  return {
    eventName,
    eventSourceARN: STREAM_ARN,
    dynamodb: {
      ApproximateCreationDateTime: time,
      Keys: { id: { S: key } },
      ...(eventName !== "REMOVE" && { NewImage: item }),
      SequenceNumber: sequence,
      SizeBytes: 10 + key.length,
      StreamViewType: "NEW_AND_OLD_IMAGES",
    },
  };
}

function thousandths(amount: bigint): string {
  const digits = String(amount < 0n ? -amount : amount).padStart(4, "0");
  return `${amount < 0n ? "-" : ""}${digits.slice(0, -3)}.${digits.slice(-3)}`;
}
