import fc from "fast-check";
import { attributeAt } from "../../../../lambda-src/usage-meter/attribute-at";
import { addDecimals, formatDecimal, parseDecimal, ZERO } from "../../../../lambda-src/usage-meter/decimal";
import { fold } from "../../../../lambda-src/usage-meter/fold";
import { compareSequence } from "../../../../lambda-src/usage-meter/sequence";
import { addKey, decodeSketch, emptySketch, encodeSketch } from "../../../../lambda-src/usage-meter/sketch";
import { EMPTY_STATE, readState } from "../../../../lambda-src/usage-meter/state";
import { recordsOf, sequenceAt } from "./support/test-records";

const TIME = 1_767_225_600;
const AMOUNT = { sums: [{ name: "amount", path: ["amount"] }], distinctKeys: false };
const SETTINGS = { seconds: 60, measures: AMOUNT };

describe("fold", () => {
  test("counts kinds of changes, bytes, and the sum of what was inserted or modified", () => {
    // Prepare
    const records = recordsOf([
      { eventName: "INSERT", key: "a", time: TIME, amount: 100n },
      { eventName: "MODIFY", key: "bb", time: TIME + 59, amount: 200n },
      { eventName: "REMOVE", key: "a", time: TIME + 59, amount: 999n },
    ]);
    // Act
    const state = fold(EMPTY_STATE, records, SETTINGS);
    // Assess
    const range = { first: sequenceAt(0), last: sequenceAt(2) };
    const counts = { inserts: 1, modifies: 1, removes: 1, bytes: 34, unmeasured: 0, sums: { amount: "0.3" } };
    const measures = '[[["amount","amount"]],false]';
    expect(state).toEqual({
      version: 1,
      last: sequenceAt(2),
      runs: [{ start: TIME, seconds: 60, measures, ...range, ...counts }],
    });
  });

  test("counts a late record into the period in which it was written", () => {
    const records = recordsOf([
      { eventName: "INSERT", key: "a", time: TIME },
      { eventName: "INSERT", key: "b", time: TIME + 60 },
      { eventName: "INSERT", key: "c", time: TIME + 1 },
    ]);
    const { runs } = fold(EMPTY_STATE, records, SETTINGS);
    expect(runs.map(({ start, inserts, last }) => [start - TIME, inserts, last])).toEqual([
      [0, 2, sequenceAt(2)],
      [60, 1, sequenceAt(1)],
    ]);
  });

  test("begins a new run when what is measured changes", () => {
    const [first, second] = recordsOf([
      { eventName: "INSERT", key: "a", time: TIME, amount: 1n },
      { eventName: "INSERT", key: "b", time: TIME, amount: 1n },
    ]);
    const before = fold(EMPTY_STATE, first ? [first] : [], SETTINGS);
    const measures = { sums: [], distinctKeys: false };
    const { runs } = fold(before, second ? [second] : [], { ...SETTINGS, measures });
    expect(runs.map(({ sums, inserts }) => [sums, inserts])).toEqual([
      [{ amount: "0.001" }, 1],
      [{}, 1],
    ]);
  });

  test("says in how many records an attribute was no number", () => {
    const [record] = recordsOf([{ eventName: "INSERT", key: "a", time: TIME }]);
    const image = { amount: { S: "7" } };
    const broken = { ...record, dynamodb: { ...record?.dynamodb, NewImage: image } };
    const { runs } = fold(EMPTY_STATE, [broken], SETTINGS);
    expect(runs.map(({ unmeasured, sums, inserts }) => [unmeasured, sums, inserts])).toEqual([
      [1, { amount: "0" }, 1],
    ]);
  });

  test.each([
    ["no sequence number", { SequenceNumber: undefined }],
    ["no time", { ApproximateCreationDateTime: undefined }],
  ])("refuses a record with %s, and quotes nothing of it", (_what, missing) => {
    const [record] = recordsOf([{ eventName: "INSERT", key: "secret", time: TIME }]);
    const broken = { ...record, dynamodb: { ...record?.dynamodb, ...missing } };
    const message = "A record has no sequence number or no time.";
    expect(() => fold(EMPTY_STATE, [broken as never], SETTINGS)).toThrow(new TypeError(message));
  });

  test("refuses a change that DynamoDB does not have", () => {
    const [record] = recordsOf([{ eventName: "INSERT", key: "a", time: TIME }]);
    const broken = { ...record, eventName: "UPSERT" };
    expect(() => fold(EMPTY_STATE, [broken as never], SETTINGS)).toThrow(/no eventName that DynamoDB sends/);
  });
});

test("attributes are found in maps, by their own names only", () => {
  const image = { order: { M: { "total.net": { N: "5" } } }, n: { N: "1" } };
  expect(attributeAt(image, ["order", "total.net"])).toEqual({ N: "5" });
  expect([["order", "none"], ["n", "x"], ["toString"]].map((path) => attributeAt(image, path))).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
});

describe("exact decimals", () => {
  test.each([
    ["0.1", "0.2", "0.3"],
    ["-5", "5.0", "0"],
    ["1E+3", "0.001", "1000.001"],
    ["99999999999999999999999999999999999999", "1", "100000000000000000000000000000000000000"],
    ["1E-130", "1", `1.${"0".repeat(129)}1`],
    [".5", "-1.", "-0.5"],
  ])("%s + %s = %s", (a, b, sum) => {
    expect(formatDecimal(addDecimals(parseDecimal(a) ?? ZERO, parseDecimal(b) ?? ZERO))).toBe(sum);
  });

  test.each(["", ".", "1e", "NaN", "0x1", "1 ", "1E1000"])("%j is no number", (text) => {
    expect(parseDecimal(text)).toBeUndefined();
  });

  test("the order of additions does not matter, and the text gives the number back", () => {
    const decimal = fc.record({
      units: fc.bigInt(-(10n ** 38n), 10n ** 38n),
      exponent: fc.integer({ min: -130, max: 87 }),
    });
    fc.assert(
      fc.property(decimal, decimal, decimal, (a, b, c) => {
        const one = formatDecimal(addDecimals(addDecimals(a, b), c));
        expect(formatDecimal(addDecimals(c, addDecimals(b, a)))).toBe(one);
        expect(formatDecimal(parseDecimal(one) ?? ZERO)).toBe(one);
      }),
    );
  });
});

test("sequence numbers are compared as numbers", () => {
  const number = fc.bigInt(0n, 10n ** 40n);
  fc.assert(
    fc.property(number, number, fc.nat(3), (a, b, zeros) => {
      const order = compareSequence(`${"0".repeat(zeros)}${a}`, String(b));
      expect(Math.sign(order)).toBe(a < b ? -1 : Number(a > b));
    }),
  );
});

test("a sketch travels as text, and its hash is the same for good", () => {
  const sketch = emptySketch();
  for (const key of ["a", "b", "order-1"]) addKey(sketch, key);
  expect([...decodeSketch(encodeSketch(sketch))]).toEqual([...sketch]);
  const set = [...sketch.entries()].filter(([, rank]) => rank > 0);
  expect(set).toEqual(KNOWN);
  expect(() => decodeSketch(Buffer.from("AwA=", "base64").toString("base64"))).toThrow(
    /wrong number of registers/,
  );
});

/** Registers and ranks of the three keys, as the first version set them. */
const KNOWN = [
  [101, 4],
  [569, 2],
  [2040, 2],
];

test("a state of another version is refused, and an empty one begins a window", () => {
  expect([readState({}), readState(undefined), readState(null)]).toEqual([
    EMPTY_STATE,
    EMPTY_STATE,
    EMPTY_STATE,
  ]);
  expect(() => readState({ version: 2 })).toThrow(/another version of this function/);
  expect(() => readState("x")).toThrow(/not an object/);
});
