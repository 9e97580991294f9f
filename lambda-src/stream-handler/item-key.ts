import { canonicalDecimal } from "./decimal";
import type { ItemChange } from "./item-change";
import type { KeyValue } from "./item-value";

/**
 * A text that identifies an item: independent of the order of the key's attributes and of the notation of numbers, and
 * different for every other item, including items of other tables and accounts.
 */
export function itemKey({ sourceAccount, region, tableName, keys }: ItemChange): string {
  const attributes = Object.entries(keys).map(([name, value]) => JSON.stringify([name, ...typed(value)]));
  return JSON.stringify([sourceAccount, region, tableName, ...attributes.sort()]);
}

function typed(value: KeyValue): [type: string, value: string] {
  if (typeof value === "string") return ["S", value];
  if (value instanceof Uint8Array) return ["B", Buffer.from(value).toString("base64")];
  return ["N", canonicalDecimal(String(value))];
}
