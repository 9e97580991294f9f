import { exactNumber } from "./exact-number";
import { type Item, type ItemValue, type KeyValue, NumberValue } from "./item-value";
import { check } from "./malformed-record-error";

/*
 * Not the SDK's `unmarshall`: it would leave binary as the base64 text of the Lambda event, where calls of the SDK
 * return bytes, and it accepts values that DynamoDB never sends.
 */

/**
 * The attributes of an image as plain values.
 * @throws MalformedRecordError if they are not in the form that DynamoDB sends
 */
export function unmarshall(attributes: unknown): Item {
  const entries = Object.entries(asObject(attributes));
  return Object.fromEntries(entries.map(([name, attribute]) => [name, toValue(attribute)]));
}

/**
 * The key of an item as plain values.
 * @throws MalformedRecordError if it is empty or holds a type that keys cannot have
 */
export function unmarshallKeys(attributes: unknown): Record<string, KeyValue> {
  const keys = Object.entries(unmarshall(attributes));
  check(keys.length > 0, "The key has no attributes.");
  return Object.fromEntries(keys.map(([name, value]) => [name, asKeyValue(value)]));
}

type Reader = (content: unknown) => ItemValue;

/** How each type is read (DynamoDB API reference, AttributeValue). Binary is base64 in JSON. */
const READERS: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  ["S", asText],
  ["N", (content) => exactNumber(asText(content))],
  ["B", asBytes],
  ["BOOL", asBoolean],
  ["NULL", asNull],
  ["L", (content) => asArray(content).map(toValue)],
  ["M", unmarshall],
  ["SS", (content) => new Set(asArray(content).map(asText))],
  ["NS", (content) => new Set(asArray(content).map((member) => exactNumber(asText(member))))],
  ["BS", (content) => new Set(asArray(content).map(asBytes))],
]);

function toValue(attribute: unknown): ItemValue {
  const [first, ...more] = Object.entries(asObject(attribute));
  const [type, content] = first ?? [""];
  const reader = READERS.get(type);
  check(
    reader !== undefined && more.length === 0,
    "An attribute does not have exactly one of DynamoDB's types.",
  );
  return reader(content);
}

function asKeyValue(value: ItemValue): KeyValue {
  if (typeof value === "string" || typeof value === "number" || typeof value === "bigint") return value;
  check(
    value instanceof NumberValue || value instanceof Uint8Array,
    "A key attribute is not of type S, N or B.",
  );
  return value;
}

function asObject(content: unknown): object {
  const isObject = typeof content === "object" && content !== null && !Array.isArray(content);
  check(isObject, "A map or an attribute is not an object.");
  return content;
}

function asArray(content: unknown): unknown[] {
  check(Array.isArray(content), "A list or a set is not an array.");
  return content;
}

function asText(content: unknown): string {
  check(typeof content === "string", "An attribute of type S, N or B does not hold a string.");
  return content;
}

function asBytes(content: unknown): Uint8Array {
  const base64 = asText(content);
  const bytes = Buffer.from(base64, "base64");
  check(bytes.toString("base64") === base64, "An attribute of type B does not hold base64.");
  return Uint8Array.from(bytes);
}

function asBoolean(content: unknown): boolean {
  check(typeof content === "boolean", "An attribute of type BOOL does not hold true or false.");
  return content;
}

function asNull(content: unknown): null {
  check(content === true, "An attribute of type NULL does not hold true.");
  return null;
}
