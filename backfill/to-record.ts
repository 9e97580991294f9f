import type { AttributeValue } from "@aws-sdk/client-dynamodb";
import { type EventItem, jsonOf } from "../replay/event-item";
import { recordSize } from "../replay/record-size";
import type { ReplayRecord } from "../replay/replay-record";

/** What all records of a backfill have in common. */
export interface RecordOrigin {
  /** ARN of the stream that the table has now. */
  readonly streamArn: string;
  /** Names of the key attributes. */
  readonly keys: readonly string[];
  /** What the stream's records carry; so does a record of the backfill. */
  readonly streamViewType: string;
  readonly segment: number;
}

/** An item as an SDK client reads it. */
export type TableItem = Readonly<Record<string, AttributeValue>>;

/**
 * A record that says that an item was inserted. Its sequence number and its event ID are no numbers and so never those of
 * a change. An image is there only if the stream carries new images, too.
 * @param number of the item in its segment
 * @param readAt when the item was read, milliseconds since 1970
 */
export function toRecord(
  item: TableItem,
  { streamArn, keys, streamViewType, segment }: RecordOrigin,
  number: number,
  readAt: number,
): ReplayRecord {
  const [, , , awsRegion] = streamArn.split(":");
  const name = `backfill-${segment}-${number}`;
  const image = jsonOf(item);
  const hasImage = streamViewType === "NEW_IMAGE" || streamViewType === "NEW_AND_OLD_IMAGES";
  const Keys = Object.fromEntries(keys.map((key) => [key, image[key]]));
  const content = { Keys, ...(hasImage && { NewImage: image }) };
  return {
    eventID: name,
    eventName: "INSERT",
    eventVersion: "1.1",
    eventSource: "aws:dynamodb",
    awsRegion,
    dynamodb: {
      ApproximateCreationDateTime: Math.floor(readAt / 1000),
      ...content,
      SequenceNumber: name,
      SizeBytes: recordSize(content),
      StreamViewType: streamViewType,
    },
    eventSourceARN: streamArn,
  };
}

/** The key of an item. */
export function keyOf(item: TableItem, keys: readonly string[]): EventItem {
  const image = jsonOf(item);
  return Object.fromEntries(keys.map((key) => [key, image[key]]));
}
