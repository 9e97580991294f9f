import { exactNumber } from "./exact-number";
import { type Item, type ItemNumber, type ItemValue, type KeyValue, NumberValue } from "./item-value";
import { MalformedRecordError } from "./malformed-record-error";

/*
 * Not the SDK's `unmarshall`: it leaves the base64 text of a Lambda event as it is, where the SDK's own
 * calls give bytes; it drops an attribute named `__proto__`; and it takes what DynamoDB never sends.
 */

/**
 * The attributes of an image as plain values.
 * @throws MalformedRecordError if they are not what DynamoDB sends.
 */
export function unmarshall(attributes: unknown): Item {
  const entries = Object.entries(asObject(attributes));
  return Object.fromEntries(entries.map(([name, attribute]) => [name, toValue(attribute)]));
}

/**
 * The key of an item as plain values.
 * @throws MalformedRecordError if it is empty, or holds a type that no key has.
 */
export function unmarshallKeys(attributes: unknown): Record<string, KeyValue> {
  const keys = Object.entries(unmarshall(attributes));
  if (keys.length === 0) throw new MalformedRecordError("The key has no attributes.");
  return Object.fromEntries(keys.map(([name, value]) => [name, asKeyValue(value)]));
}

type Reader = (content: unknown) => ItemValue;

/** What each type holds. DynamoDB API reference, AttributeValue; binary is base64 in JSON. */
const READERS: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  ["S", asText],
  ["N", asNumber],
  ["B", asBytes],
  ["BOOL", asBoolean],
  ["NULL", asNull],
  ["L", (content) => asArray(content).map(toValue)],
  ["M", unmarshall],
  ["SS", (content) => new Set(asArray(content).map(asText))],
  ["NS", (content) => new Set(asArray(content).map(asNumber))],
  ["BS", (content) => new Set(asArray(content).map(asBytes))],
]);

function toValue(attribute: unknown): ItemValue {
  const [first, ...more] = Object.entries(asObject(attribute));
  const [type, content] = first ?? [""];
  const reader = READERS.get(type);
  if (reader && more.length === 0) return reader(content);
  throw new MalformedRecordError("An attribute does not have exactly one of DynamoDB's types.");
}

function asKeyValue(value: ItemValue): KeyValue {
  if (typeof value === "string" || typeof value === "number" || typeof value === "bigint") return value;
  if (value instanceof NumberValue || value instanceof Uint8Array) return value;
  throw new MalformedRecordError("A key attribute is neither S nor N nor B.");
}

function asObject(content: unknown): object {
  if (typeof content === "object" && content !== null && !Array.isArray(content)) return content;
  throw new MalformedRecordError("A map, or an attribute, is not an object.");
}

function asArray(content: unknown): unknown[] {
  if (Array.isArray(content)) return content;
  throw new MalformedRecordError("A list, or a set, is not an array.");
}

function asText(content: unknown): string {
  if (typeof content === "string") return content;
  throw new MalformedRecordError("An attribute of type S, N or B does not hold a string.");
}

function asNumber(content: unknown): ItemNumber {
  return exactNumber(asText(content));
}

function asBytes(content: unknown): Uint8Array {
  const base64 = asText(content);
  const bytes = Buffer.from(base64, "base64");
  if (bytes.toString("base64") === base64) return Uint8Array.from(bytes);
  throw new MalformedRecordError("An attribute of type B does not hold base64.");
}

function asBoolean(content: unknown): boolean {
  if (typeof content === "boolean") return content;
  throw new MalformedRecordError("An attribute of type BOOL holds neither true nor false.");
}

function asNull(content: unknown): null {
  if (content === true) return null;
  throw new MalformedRecordError("An attribute of type NULL does not hold true.");
}
