import { isDeepStrictEqual } from "node:util";
import { DeleteItemCommand, PutItemCommand, ScanCommand } from "@aws-sdk/client-dynamodb";
import { SandboxError } from "../sandbox/sandbox-error";
import type { ChangeJournal } from "./changes/journal";
import type { Clients } from "./clients";
import { itemText, readItem } from "./item-text";
import { keysText } from "./keys-text";
import type { TableView } from "./model";
import { fromWire, toWire, type WireItem } from "./wire";

/** Items of one page. */
const PAGE = 25;

/** An item, as the page lists it. */
export interface ItemView {
  /** Its key, to delete it by. */
  readonly keys: WireItem;
  /** Its key, to read. */
  readonly label: string;
  /** All of it as JSON, to edit. */
  readonly text: string;
}

/** The first items of a table, and whether there are more. */
export async function firstItems(
  clients: Clients,
  table: TableView,
): Promise<{ items: ItemView[]; more: boolean }> {
  const scan = new ScanCommand({ TableName: table.name, Limit: PAGE, ConsistentRead: true });
  const { Items = [], LastEvaluatedKey } = await clients.of(table).dynamodb.send(scan);
  const items = Items.map(toWire).map((item) => {
    const keys = keysIn(item, table);
    return { keys, label: keysText(keys), text: itemText(item) };
  });
  return { items: items.sort(byLabel), more: LastEvaluatedKey !== undefined };
}

function byLabel({ label: one }: ItemView, { label: other }: ItemView): number {
  return one < other ? -1 : 1;
}

/**
 * Puts an item.
 * @param text the item as JSON, plain or in DynamoDB's own format
 * @throws SandboxError if it is not one, or lacks a key
 */
export async function putItem(
  clients: Clients,
  journal: ChangeJournal,
  table: TableView,
  text: string,
): Promise<void> {
  const item = readItem(text);
  const change = journal.begin(table.id, "put", keysIn(item, table));
  const command = new PutItemCommand({
    TableName: table.name,
    Item: fromWire(item),
    ReturnValues: "ALL_OLD",
  });
  await journal.follow(change, async () => {
    const { Attributes: before } = await clients.of(table).dynamodb.send(command);
    return before === undefined || !isDeepStrictEqual(toWire(before), item);
  });
}

/** Deletes an item. @param given its key */
export async function deleteItem(
  clients: Clients,
  journal: ChangeJournal,
  table: TableView,
  given: WireItem,
): Promise<void> {
  const keys = keysIn(given, table);
  const change = journal.begin(table.id, "delete", keys);
  const command = new DeleteItemCommand({
    TableName: table.name,
    Key: fromWire(keys),
    ReturnValues: "ALL_OLD",
  });
  await journal.follow(change, async () => {
    const { Attributes: before } = await clients.of(table).dynamodb.send(command);
    return before !== undefined;
  });
}

/** The key of an item. @throws SandboxError naming every attribute that is missing or of another type */
function keysIn(item: WireItem, { name, keys }: TableView): WireItem {
  const wrong = keys.filter((key) => !(key.type in (item[key.name] ?? {})));
  if (wrong.length > 0)
    throw new SandboxError(
      `The item lacks ${wrong.map((key) => `${key.name} (${key.type})`).join(" and ")} of the key of ${name}.`,
      "Give every key attribute, with its type.",
    );
  return Object.fromEntries(keys.map((key) => [key.name, item[key.name] ?? {}]));
}
