import type { AttributeValue } from "aws-lambda";
import { itemKey } from "../../../../lambda-src/stream-handler/item-key";
import { toItemChange } from "../../../../lambda-src/stream-handler/to-item-change";
import { recordWith } from "./support/records";

const keyOf = (Keys: Record<string, AttributeValue>, fields = {}) =>
  itemKey(toItemChange(recordWith(fields, { Keys })));

describe("itemKey", () => {
  test.each<[string, Record<string, AttributeValue>, Record<string, AttributeValue>]>([
    ["attributes in another order", { a: { S: "x" }, b: { S: "y" } }, { b: { S: "y" }, a: { S: "x" } }],
    ["1 and 1.0", { a: { N: "1" } }, { a: { N: "1.0" } }],
    ["100 and 1E2", { a: { N: "100" } }, { a: { N: "1E2" } }],
    [
      "a decimal beyond a number's precision, with a zero more",
      { a: { N: "0.12345678901234567890123" } },
      { a: { N: "0.123456789012345678901230" } },
    ],
    ["the same bytes", { a: { B: "AQI=" } }, { a: { B: "AQI=" } }],
  ])("is the same for %s", (_, one, other) => {
    expect(keyOf(one)).toBe(keyOf(other));
  });

  test.each<[string, Record<string, AttributeValue>, Record<string, AttributeValue>]>([
    ["another value", { a: { S: "x" } }, { a: { S: "y" } }],
    ["another type", { a: { S: "1" } }, { a: { N: "1" } }],
    ["text that looks like bytes", { a: { S: "AQI=" } }, { a: { B: "AQI=" } }],
    ["swapped values", { a: { S: "x" }, b: { S: "y" } }, { a: { S: "y" }, b: { S: "x" } }],
    ["text that holds the separators", { a: { S: 'x","b' } }, { a: { S: "x" }, b: { S: "" } }],
    [
      "neighbours that a number would merge",
      { a: { N: "9007199254740993" } },
      { a: { N: "9007199254740992" } },
    ],
  ])("differs for %s", (_, one, other) => {
    expect(keyOf(one)).not.toBe(keyOf(other));
  });

  test("differs for the same key in another account's table", () => {
    // Prepare
    const key = { id: { S: "x" } };
    const eventSourceARN = "arn:aws:dynamodb:ap-northeast-1:333333333333:table/CrossAccountTest/stream/1";
    // Act and assess
    expect(keyOf(key, { eventSourceARN })).not.toBe(keyOf(key));
  });
});
