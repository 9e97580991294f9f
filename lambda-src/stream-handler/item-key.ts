import { canonicalDecimal } from "./decimal";
import type { ItemChange } from "./item-change";
import type { KeyValue } from "./item-value";

/**
 * One text for one item: the same whatever the order of the key's attributes and the notation of its
 * numbers, and another for every other item, be it of another table or account.
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
