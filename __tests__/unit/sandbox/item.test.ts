import { parseItem } from "../../../sandbox/item";
import { SandboxError } from "../../../sandbox/sandbox-error";

describe("parseItem", () => {
  test("turns plain JSON into attribute values", () => {
    expect(parseItem('{"id": "a", "count": 2, "tags": ["x"], "on": true, "none": null}')).toEqual({
      id: { S: "a" },
      count: { N: "2" },
      tags: { L: [{ S: "x" }] },
      on: { BOOL: true },
      none: { NULL: true },
    });
  });

  test("leaves DynamoDB's own form as it is, with every digit of a number", () => {
    // Prepare
    const item = { id: { S: "a" }, amount: { N: "12345678901234567890.12345678901234567" } };
    // Act
    const parsed = parseItem(JSON.stringify(item));
    // Assess
    expect(parsed).toEqual(item);
  });

  test("takes an object with one attribute named like a type for a plain item if another is not tagged", () => {
    expect(parseItem('{"id": "a", "size": {"S": "small"}}')).toEqual({
      id: { S: "a" },
      size: { M: { S: { S: "small" } } },
    });
  });

  test.each([
    ["{", /The item is not JSON: /],
    ["[1]", /The item is not a JSON object/],
    ["null", /The item is not a JSON object/],
    [
      '{"n": 12345678901234567890}',
      /The item cannot be converted to DynamoDB's format: Number 12345678901234567000 is greater than .*\nWrite it in that format/s,
    ],
  ])("refuses %s", (json, message) => {
    expect(() => parseItem(json)).toThrow(SandboxError);
    expect(() => parseItem(json)).toThrow(message);
  });
});
