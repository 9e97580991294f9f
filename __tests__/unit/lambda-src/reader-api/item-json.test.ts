import type { AttributeValue } from "@aws-sdk/client-dynamodb";
import fc from "fast-check";
import { ItemJsonError, itemToJson } from "../../../../lambda-src/reader-api/item-json";
import { items, parseExactly } from "./support/attribute-values";

describe("itemToJson", () => {
  test("writes an item as DynamoDB's walkthroughs show it", () => {
    expect(itemToJson({ deviceId: { S: "d0002" }, name: { S: "Fooooooo" } })).toBe(
      '{"deviceId":"d0002","name":"Fooooooo"}',
    );
  });

  test.each<[string, AttributeValue, string]>([
    ["a string", { S: 'a"\\\n\u2028é😀' }, '"a\\"\\\\\\n\u2028é😀"'],
    ["an empty string", { S: "" }, '""'],
    ["17 digits", { N: "12345678901234567" }, "12345678901234567"],
    [
      "38 digits",
      { N: "-99999999999999999999999999999999999999" },
      "-99999999999999999999999999999999999999",
    ],
    ["a fraction with its zeros", { N: "0.10" }, "0.10"],
    ["an exponent", { N: "1E-130" }, "1E-130"],
    ["binary", { B: Uint8Array.of(0, 255, 16) }, '"AP8Q"'],
    ["a part of a buffer", { B: Uint8Array.of(1, 2, 3).subarray(1) }, '"AgM="'],
    ["true", { BOOL: true }, "true"],
    ["false", { BOOL: false }, "false"],
    ["null", { NULL: true }, "null"],
    ["a string set", { SS: ["a", "b"] }, '["a","b"]'],
    ["a number set", { NS: ["1", "12345678901234567.5"] }, "[1,12345678901234567.5]"],
    ["a binary set", { BS: [Uint8Array.of(1), Uint8Array.of()] }, '["AQ==",""]'],
    ["a list", { L: [{ N: "1" }, { L: [] }, { S: "x" }] }, '[1,[],"x"]'],
    ["a map", { M: { b: { N: "1" }, a: { M: {} } } }, '{"b":1,"a":{}}'],
  ])("writes %s", (_, value, expected) => {
    expect(itemToJson({ a: value })).toBe(`{"a":${expected}}`);
  });

  test("keeps attributes whose names mean something to JavaScript", () => {
    // Prepare
    const item = JSON.parse('{"constructor":{"M":{"prototype":{"N":"1"}}},"toJSON":{"S":"t"}}');
    // Act
    const json = itemToJson(item);
    // Assess
    expect(json).toBe('{"constructor":{"prototype":1},"toJSON":"t"}');
  });

  test.each([
    ["with a value", '{"S":"p"}'],
    ["with attributes that could pollute every object", '{"M":{"polluted":{"S":"yes"}}}'],
  ])("leaves out attributes named __proto__ at every level, %s", (_, value) => {
    // Prepare
    const item = JSON.parse(`{"__proto__":${value},"a":{"M":{"__proto__":${value},"b":{"N":"1"}}}}`);
    // Act
    const json = itemToJson(item);
    // Assess
    expect(json).toBe('{"a":{"b":1}}');
    expect({}).not.toHaveProperty("polluted");
  });

  test("leaves out what is hidden, at the top only", () => {
    expect(itemToJson({ id: { S: "1" }, a: { M: { id: { S: "2" } } } }, new Set(["id"]))).toBe(
      '{"a":{"id":"2"}}',
    );
  });

  test.each(["", "NaN", "Infinity", "01", "+1", "1.", ".5", "0x10", "1e", "1 ", "1,2", "1\n"])(
    "refuses the number %j, which JSON does not know",
    (N) => {
      const problem = new ItemJsonError("An attribute of type N does not hold a valid JSON number.");
      expect(() => itemToJson({ a: { N } })).toThrow(problem);
      expect(() => itemToJson({ a: { NS: ["1", N] } })).toThrow(problem);
    },
  );

  test.each<[string, string]>([
    ["no type", '{"a":{}}'],
    ["an unknown type", '{"a":{"X":"1"}}'],
    ["no value", '{"a":{"L":[null]}}'],
  ])("refuses an attribute with %s", (_, item) => {
    expect(() => itemToJson(JSON.parse(item))).toThrow(
      new ItemJsonError("An attribute has none of DynamoDB's types."),
    );
  });

  test("writes JSON that says exactly what the item holds", () => {
    fc.assert(
      fc.property(items, ({ item, means }) => {
        // As texts: Jest compares objects wrongly if they have attributes such as `constructor`.
        expect(JSON.stringify(parseExactly(itemToJson(item)))).toBe(JSON.stringify(means));
      }),
      { numRuns: 1_000 },
    );
  });
});
