import { marshall } from "@aws-sdk/util-dynamodb";
import { MalformedRecordError } from "../../../../lambda-src/stream-handler/malformed-record-error";
import { unmarshall, unmarshallKeys } from "../../../../lambda-src/stream-handler/unmarshall";

describe("unmarshall", () => {
  test.each([
    ["S", { S: "text" }, "text"],
    ["an empty S", { S: "" }, ""],
    ["N", { N: "12.5" }, 12.5],
    ["a large N", { N: "12345678901234567890" }, 12345678901234567890n],
    ["B", { B: "AQL/" }, Uint8Array.of(1, 2, 255)],
    ["an empty B", { B: "" }, new Uint8Array()],
    ["BOOL true", { BOOL: true }, true],
    ["BOOL false", { BOOL: false }, false],
    ["NULL", { NULL: true }, null],
    ["SS", { SS: ["a", "b"] }, new Set(["a", "b"])],
    ["NS", { NS: ["1", "9007199254740993"] }, new Set([1, 9007199254740993n])],
    ["BS", { BS: ["AQ==", "Ag=="] }, new Set([Uint8Array.of(1), Uint8Array.of(2)])],
    ["L", { L: [{ S: "a" }, { N: "1" }, { L: [] }] }, ["a", 1, []]],
    ["M", { M: { a: { M: { b: { L: [{ NULL: true }] } } } } }, { a: { b: [null] } }],
  ])("reads %s", (_, attribute, expected) => {
    expect(unmarshall({ it: attribute })).toStrictEqual({ it: expected });
  });

  test.each(["__proto__", "constructor", "toString"])("keeps an attribute named %s", (name) => {
    // Prepare
    const image: unknown = JSON.parse(`{"${name}": {"S": "kept"}}`);
    // Act
    const item = unmarshall(image);
    // Assess
    expect(Object.entries(item)).toEqual([[name, "kept"]]);
  });

  test("gives what the SDK writes back unchanged", () => {
    // Prepare
    const image = { a: { N: "0.1234567890123456789012345678901234567" }, b: { N: "12345678901234567890" } };
    // Act
    const written = marshall(unmarshall(image));
    // Assess
    expect(written).toEqual(image);
  });

  test.each([
    ["no object", "text", "A map or an attribute is not an object."],
    ["a list of attributes", [], "A map or an attribute is not an object."],
    ["a bare value", { a: "secret" }, "A map or an attribute is not an object."],
    ["no type", { a: {} }, "An attribute does not have exactly one of DynamoDB's types."],
    [
      "two types",
      { a: { S: "secret", N: "1" } },
      "An attribute does not have exactly one of DynamoDB's types.",
    ],
    [
      "an unknown type",
      { a: { X: "secret" } },
      "An attribute does not have exactly one of DynamoDB's types.",
    ],
    ["a number in S", { a: { S: 1 } }, "An attribute of type S, N or B does not hold a string."],
    ["a number in N", { a: { N: 1 } }, "An attribute of type S, N or B does not hold a string."],
    ["text in N", { a: { N: "secret" } }, "An attribute of type N does not hold a number."],
    ["no base64", { a: { B: "secret!" } }, "An attribute of type B does not hold base64."],
    ["text in BOOL", { a: { BOOL: "false" } }, "An attribute of type BOOL does not hold true or false."],
    ["NULL false", { a: { NULL: false } }, "An attribute of type NULL does not hold true."],
    ["a set that is no array", { a: { SS: "secret" } }, "A list or a set is not an array."],
    [
      "a fault deep inside",
      { a: { L: [{ M: { b: { N: "secret" } } }] } },
      "An attribute of type N does not hold a number.",
    ],
  ])("refuses %s, and tells no data", (_, attributes, message) => {
    expect(() => unmarshall(attributes)).toThrow(new MalformedRecordError(message));
  });
});

describe("unmarshallKeys", () => {
  test("reads a partition and a sort key of any key type", () => {
    expect(unmarshallKeys({ a: { S: "x" }, b: { N: "1" }, c: { B: "AQ==" } })).toStrictEqual({
      a: "x",
      b: 1,
      c: Uint8Array.of(1),
    });
  });

  test.each([
    ["no attribute", {}, "The key has no attributes."],
    ["a boolean", { a: { BOOL: true } }, "A key attribute is not of type S, N or B."],
    ["a set", { a: { SS: ["x"] } }, "A key attribute is not of type S, N or B."],
  ])("refuses %s", (_, keys, message) => {
    expect(() => unmarshallKeys(keys)).toThrow(new MalformedRecordError(message));
  });
});
