import type { AttributeValue } from "@aws-sdk/client-dynamodb";

/** An item as the event of a function carries it: DynamoDB's JSON, binary values in base64. */
export type EventItem = Readonly<Record<string, unknown>>;

/** An item that the SDK has read, as an event carries it. */
export function jsonOf(item: Readonly<Record<string, AttributeValue>>): EventItem {
  return plain(item) as EventItem;
}

/** Attributes of an event as the SDK takes them. */
export function attributesOf(item: EventItem): Record<string, AttributeValue> {
  return Object.fromEntries(
    Object.entries(item).map(([name, value]) => [name, attributeOf(value as Record<string, unknown>)]),
  );
}

function plain(value: unknown): unknown {
  if (value instanceof Uint8Array) return Buffer.from(value).toString("base64");
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, plain(part)]));
}

function attributeOf(value: Record<string, unknown>): AttributeValue {
  const [[type = "", inner] = []] = Object.entries(value);
  if (type === "B") return { B: Buffer.from(String(inner), "base64") };
  if (type === "BS") return { BS: (inner as string[]).map((text) => Buffer.from(text, "base64")) };
  if (type === "L") return { L: (inner as Record<string, unknown>[]).map(attributeOf) };
  if (type === "M") return { M: attributesOf(inner as EventItem) };
  return value as unknown as AttributeValue;
}
