import { type AttributeValue, type DynamoDBClient, GetItemCommand } from "@aws-sdk/client-dynamodb";
import pLimit from "p-limit";
import { attributesOf, type EventItem, jsonOf } from "../replay/event-item";
import { itemOf, type ReplayRecord, tableArnOf } from "../replay/replay-record";

/** Items that are read at once. */
const READ_AT_ONCE = 16;

/**
 * Finds records that a newer change of their item has overtaken, as far as the item tells:
 *
 * - a record with the image after the change, if the item now differs from it or is gone;
 * - a removal, if the item is there again;
 * - a record without that image (by the stream's view type), if the item is gone.
 *
 * An item that was changed and changed back is not recognized, and any item may change right after it was read.
 * @param clientOf a client that may call `dynamodb:GetItem` on the table of a stream
 */
export function overtakenRecords(
  clientOf: (tableArn: string) => Promise<DynamoDBClient>,
): (records: readonly ReplayRecord[]) => Promise<ReadonlySet<ReplayRecord>> {
  return async (records) => {
    const limit = pLimit(READ_AT_ONCE);
    const items = new Map<string, Promise<EventItem | undefined>>();
    for (const record of records) {
      const item = itemOf(record);
      if (!items.has(item))
        items.set(
          item,
          limit(() => currentItem(record, clientOf)),
        );
    }
    const overtaken = await Promise.all(
      records.map(async (record) => isOvertaken(record, await items.get(itemOf(record)))),
    );
    return new Set(records.filter((_, index) => overtaken[index]));
  };
}

/**
 * Whether an item shows that it was changed after a record.
 * @param item the item as it is now, undefined if there is none
 */
export function isOvertaken(record: ReplayRecord, item: EventItem | undefined): boolean {
  if (record.eventName === "REMOVE") return item !== undefined;
  const image = record.dynamodb?.NewImage as EventItem | undefined;
  if (item === undefined) return true;
  return image !== undefined && canonical(image) !== canonical(item);
}

async function currentItem(
  { eventSourceARN = "", dynamodb }: ReplayRecord,
  clientOf: (tableArn: string) => Promise<DynamoDBClient>,
): Promise<EventItem | undefined> {
  const tableArn = tableArnOf(eventSourceARN);
  const client = await clientOf(tableArn);
  const Key = attributesOf((dynamodb?.Keys ?? {}) as EventItem);
  const { Item } = await client.send(
    new GetItemCommand({ TableName: tableArn.split("/")[1], Key, ConsistentRead: true }),
  );
  return Item && jsonOf(Item as Record<string, AttributeValue>);
}

/** The order of attributes and of the members of sets means nothing. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (name, part: unknown) => {
    if (["SS", "NS", "BS"].includes(name) && Array.isArray(part)) return [...part].sort();
    if (typeof part !== "object" || part === null || Array.isArray(part)) return part;
    return Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)));
  });
}
