import type { AttributeValue } from "@aws-sdk/client-dynamodb";

/** An attribute as it is in JSON, where bytes are Base64. */
export type WireValue = Readonly<Record<string, unknown>>;

/** An item as it is in JSON. */
export type WireItem = Readonly<Record<string, WireValue>>;

/** An item of the SDK as it is in JSON. */
export function toWire(item: Readonly<Record<string, AttributeValue>>): WireItem {
  return mapValues(item, (value) => convert(value as unknown as WireValue, base64Of)) as WireItem;
}

/** An item in JSON as the SDK takes it. */
export function fromWire(item: WireItem): Record<string, AttributeValue> {
  return mapValues(item, (value) => convert(value, bytesOf)) as unknown as Record<string, AttributeValue>;
}

/** Converts the bytes in an attribute, at any depth. */
function convert(value: WireValue, bytes: (one: unknown) => unknown): WireValue {
  const { B, BS, M, L } = value;
  if (B !== undefined) return { B: bytes(B) };
  if (Array.isArray(BS)) return { BS: BS.map(bytes) };
  if (Array.isArray(L)) return { L: L.map((one) => convert(one as WireValue, bytes)) };
  if (isRecord(M)) return { M: mapValues(M, (one) => convert(one as WireValue, bytes)) };
  return value;
}

function base64Of(bytes: unknown): unknown {
  return bytes instanceof Uint8Array ? Buffer.from(bytes).toString("base64") : bytes;
}

function bytesOf(text: unknown): unknown {
  return typeof text === "string" ? Buffer.from(text, "base64") : text;
}

function mapValues<In, Out>(
  values: Readonly<Record<string, In>>,
  change: (value: In) => Out,
): Record<string, Out> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, change(value)]));
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
