import type { AttributeValue } from "@aws-sdk/client-dynamodb";
import { fromLoaded } from "../config/loaded";
import type { SourceConfig } from "../config/schema";

/** The key of a source's smoke test, as DynamoDB wants it. */
export function keyOf({ smokeTest, partitionKey, sortKey }: SourceConfig): Record<string, AttributeValue> {
  const values = fromLoaded(smokeTest, "smokeTest").key;
  const attributes = sortKey ? [partitionKey, sortKey] : [partitionKey];
  return Object.fromEntries(
    attributes.map(({ name, type }) => [
      name,
      attributeValue(type, fromLoaded(values[name], `smokeTest.key.${name}`)),
    ]),
  );
}

function attributeValue(type: "S" | "N" | "B", value: string | number): AttributeValue {
  if (type === "N") return { N: String(value) };
  return type === "S" ? { S: String(value) } : { B: Buffer.from(String(value), "base64") };
}
