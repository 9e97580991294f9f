import { isDeepStrictEqual } from "node:util";
import { unmarshall } from "@aws-sdk/util-dynamodb";
import { parseItem } from "../sandbox/item";
import { fromWire, toWire, type WireItem } from "./wire";

/** An item as JSON to edit: plain if that says all, else in DynamoDB's own format. */
export function itemText(item: WireItem): string {
  return plainText(item) ?? JSON.stringify(item, undefined, 2);
}

/**
 * Reads what {@link itemText} writes, and whatever `npm run sandbox -- put` takes.
 * @throws SandboxError if it is not an item
 */
export function readItem(text: string): WireItem {
  return toWire(parseItem(text));
}

/** @returns undefined if another item would be read back */
function plainText(item: WireItem): string | undefined {
  try {
    const text = JSON.stringify(unmarshall(fromWire(item)), undefined, 2);
    return isDeepStrictEqual(readItem(text), item) ? text : undefined;
  } catch {
    return undefined;
  }
}
