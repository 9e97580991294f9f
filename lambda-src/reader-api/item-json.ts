import type { AttributeValue } from "@aws-sdk/client-dynamodb";

/** An item or a key as the SDK returns it. */
export type Item = Readonly<Record<string, AttributeValue>>;

/** DynamoDB sent a value that cannot be written as JSON. The message holds no item data. */
export class ItemJsonError extends Error {
  override readonly name = "ItemJsonError";
}

/** A number in JSON (RFC 8259, section 6). */
export const JSON_NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

/** The SDK loses the value of an attribute with this name, so it is left out everywhere. */
const UNREADABLE = "__proto__";

/**
 * An item as JSON text. It is written from DynamoDB's own values, not from JavaScript numbers, which would round: a
 * number has exactly the digits that DynamoDB sent. Binary is base64; sets are arrays.
 * @param hidden attributes to leave out
 * @throws ItemJsonError if a value has none of DynamoDB's types, or a number is not valid in JSON
 */
export function itemToJson(item: Item, hidden: ReadonlySet<string> = new Set()): string {
  const shown = Object.entries(item).filter(([name]) => name !== UNREADABLE && !hidden.has(name));
  return `{${shown.map(([name, value]) => `${JSON.stringify(name)}:${valueToJson(value)}`).join(",")}}`;
}

function valueToJson(value: AttributeValue | undefined): string {
  if (value?.S !== undefined) return JSON.stringify(value.S);
  if (value?.N !== undefined) return numberToJson(value.N);
  if (value?.BOOL !== undefined) return String(value.BOOL);
  if (value?.M !== undefined) return itemToJson(value.M);
  if (value?.L !== undefined) return arrayToJson(value.L, valueToJson);
  if (value?.NULL !== undefined) return "null";
  if (value?.B !== undefined) return bytesToJson(value.B);
  return setToJson(value);
}

function setToJson(value: AttributeValue | undefined): string {
  if (value?.SS !== undefined) return arrayToJson(value.SS, (text) => JSON.stringify(text));
  if (value?.NS !== undefined) return arrayToJson(value.NS, numberToJson);
  if (value?.BS !== undefined) return arrayToJson(value.BS, bytesToJson);
  throw new ItemJsonError("An attribute has none of DynamoDB's types.");
}

function arrayToJson<T>(members: readonly T[], toJson: (member: T) => string): string {
  return `[${members.map((member) => toJson(member)).join(",")}]`;
}

function numberToJson(digits: string): string {
  if (JSON_NUMBER.test(digits)) return digits;
  throw new ItemJsonError("An attribute of type N does not hold a valid JSON number.");
}

function bytesToJson(bytes: Uint8Array): string {
  return `"${Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("base64")}"`;
}
