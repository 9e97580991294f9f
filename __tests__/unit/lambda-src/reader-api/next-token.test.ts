import type { AttributeValue } from "@aws-sdk/client-dynamodb";
import fc from "fast-check";
import { BadRequestError } from "../../../../lambda-src/reader-api/bad-request-error";
import { MAX_TOKEN_LENGTH, readToken, writeToken } from "../../../../lambda-src/reader-api/next-token";
import { KeyAttributesError, type Position } from "../../../../lambda-src/reader-api/position";

const KEY = ["shop", "number"];
const REFUSAL = new BadRequestError([
  "nextToken was not issued by this API for this table. Start again without it.",
]);

const tokenOf = (content: unknown) => Buffer.from(JSON.stringify(content)).toString("base64url");

const value: fc.Arbitrary<AttributeValue> = fc.oneof(
  fc.string({ minLength: 1, maxLength: 20, unit: "binary" }).map((S) => ({ S })),
  fc.bigInt({ min: -(10n ** 37n), max: 10n ** 37n }).map((whole) => ({ N: String(whole) })),
  fc.uint8Array({ minLength: 1, maxLength: 20 }).map((bytes) => ({ B: Buffer.from(bytes) })),
);
const position: fc.Arbitrary<Position> = fc.oneof(
  fc.constantFrom<Position>("start", "end"),
  fc.record<Record<string, AttributeValue>>({ shop: value, number: value }),
);

describe("a token", () => {
  test("gives back the positions it was written from", () => {
    fc.assert(
      fc.property(fc.array(position, { maxLength: 9 }), position, (positions, last) => {
        fc.pre(last !== "end");
        const all = [...positions, last];
        expect(readToken(writeToken(all, KEY), KEY)).toEqual(all);
      }),
    );
  });

  test("is compact, and the same whatever the order in which DynamoDB names the key", () => {
    // Act
    const token = writeToken(["start", { number: { N: "1" }, shop: { S: "a" } }, "end"], KEY);
    // Assess
    expect(token).toBe(
      tokenOf([
        1,
        ["shop", "number"],
        [
          0,
          [
            ["S", "a"],
            ["N", "1"],
          ],
          1,
        ],
      ]),
    );
  });

  test("is never longer than API Gateway takes beside other headers", () => {
    // Prepare
    const key = { id: { S: "x".repeat(500) } };
    const positions = (count: number): Position[] => Array.from({ length: count }, () => key);
    // Assess
    expect(writeToken(positions(10), ["id"]).length).toBeLessThanOrEqual(MAX_TOKEN_LENGTH);
    expect(() => writeToken(positions(11), ["id"])).toThrow(
      new BadRequestError([
        "segments: the positions of 11 segments do not fit into nextToken. Start again with fewer segments or a larger pageSize.",
      ]),
    );
  });

  test("is not written from a key that lacks an attribute", () => {
    expect(() => writeToken([{ shop: { S: "a" } }], KEY)).toThrow(
      new KeyAttributesError('An item has no attribute "number": KEY_ATTRIBUTES is not the table\'s key.'),
    );
  });
});

describe("readToken refuses", () => {
  const good = [
    ["S", "a"],
    ["N", "1"],
  ];

  test.each<[string, string]>([
    ["an empty text", ""],
    ["what is not base64url", "a+b/"],
    ["base64 with padding", Buffer.from(JSON.stringify([1, KEY, [0]])).toString("base64")],
    ["what is not JSON", Buffer.from("[1,").toString("base64url")],
    ["what is no array", tokenOf({ v: 1 })],
    ["null", tokenOf(null)],
    ["another version", tokenOf([2, KEY, [0]])],
    ["other key attributes", tokenOf([1, ["shop"], [0]])],
    ["key attributes in another order", tokenOf([1, ["number", "shop"], [0]])],
    ["more than there should be", tokenOf([1, KEY, [0], 1])],
    ["no positions", tokenOf([1, KEY])],
    ["no segments", tokenOf([1, KEY, []])],
    ["a scan that is done", tokenOf([1, KEY, [1, 1]])],
    ["an unknown mark", tokenOf([1, KEY, [2]])],
    ["a key with too few values", tokenOf([1, KEY, [[["S", "a"]]]])],
    ["a key with too many values", tokenOf([1, KEY, [[...good, ["S", "a"]]]])],
    ["a value that is none", tokenOf([1, KEY, [[["S", "a"], "1"]]])],
    [
      "a value with more than there should be",
      tokenOf([
        1,
        KEY,
        [
          [
            ["S", "a"],
            ["N", "1", "2"],
          ],
        ],
      ]),
    ],
    [
      "an empty value",
      tokenOf([
        1,
        KEY,
        [
          [
            ["S", ""],
            ["N", "1"],
          ],
        ],
      ]),
    ],
    [
      "a value that is no text",
      tokenOf([
        1,
        KEY,
        [
          [
            ["S", 1],
            ["N", "1"],
          ],
        ],
      ]),
    ],
    [
      "an unknown type",
      tokenOf([
        1,
        KEY,
        [
          [
            ["BOOL", "true"],
            ["N", "1"],
          ],
        ],
      ]),
    ],
    [
      "what is no number",
      tokenOf([
        1,
        KEY,
        [
          [
            ["S", "a"],
            ["N", "one"],
          ],
        ],
      ]),
    ],
    [
      "what is not base64",
      tokenOf([
        1,
        KEY,
        [
          [
            ["S", "a"],
            ["B", "-_"],
          ],
        ],
      ]),
    ],
  ])("%s", (_, token) => {
    expect(() => readToken(token, KEY)).toThrow(REFUSAL);
  });

  test("any text and any JSON that is no token, and with no other error", () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.base64String(),
          fc.json().map(tokenOf),
          fc.jsonValue().map((any) => tokenOf([1, KEY, [any, 2]])),
        ),
        (text) => {
          expect(() => readToken(text, KEY)).toThrow(REFUSAL);
        },
      ),
      { numRuns: 1_000 },
    );
  });
});
