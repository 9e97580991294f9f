import type { AttributeValue, DynamoDBRecord } from "aws-lambda";
import fc from "fast-check";
import { fold } from "../../../../lambda-src/usage-meter/fold";
import { EMPTY_STATE } from "../../../../lambda-src/usage-meter/state";
import { recordsOf } from "./support/test-records";

const RUNS = { seed: 20_261_122, numRuns: Number(process.env.FUZZ_RUNS ?? 300) };
const TIME = 1_767_225_600;
const SETTINGS = {
  seconds: 60,
  measures: { sums: [{ name: "total", path: ["order", "net", "total"] }], distinctKeys: false },
};
/** No number of DynamoDB has more places behind its point: 1E-130 with 38 digits. */
const PLACES = 168n;

/** A number of up to 38 digits, the text in which DynamoDB may write it, and its value in units of 10^-168. */
const number = fc
  .record({
    digits: fc.bigInt(-(10n ** 38n) + 1n, 10n ** 38n - 1n),
    exponent: fc.oneof(fc.integer({ min: -40, max: 5 }), fc.integer({ min: -130, max: 87 })),
    form: fc.constantFrom("plain", "E", "e+"),
  })
  .map(({ digits, exponent, form }) => ({
    text: form === "plain" ? plainText(digits, exponent) : withExponent(digits, exponent, form),
    value: digits * 10n ** (PLACES + BigInt(exponent)),
  }));

function withExponent(digits: bigint, exponent: number, form: string): string {
  const sign = form === "e+" && exponent >= 0 ? "e+" : "E";
  return `${digits}${sign}${exponent}`;
}

function plainText(digits: bigint, exponent: number): string {
  if (exponent >= 0) return `${digits}${digits === 0n ? "" : "0".repeat(exponent)}`;
  const places = String(digits < 0n ? -digits : digits).padStart(1 - exponent, "0");
  return `${digits < 0n ? "-" : ""}${places.slice(0, exponent)}.${places.slice(exponent)}`;
}

interface Sample {
  readonly image: Record<string, AttributeValue> | undefined;
  readonly value: bigint;
  /** Whether the attribute is there, but no number. */
  readonly isOther: boolean;
}

const at = (total: AttributeValue): Record<string, AttributeValue> => ({
  order: { M: { net: { M: { total } }, total: { N: "5" } } },
});
const others: AttributeValue[] = [
  ...[
    { S: "7" },
    { S: "1,5" },
    { NS: ["1", "2"] },
    { SS: ["1"] },
    { L: [{ N: "1" }] },
    { M: { N: { N: "1" } } },
  ],
  ...[{ BOOL: true }, { NULL: true }, { B: "MQ==" }, { M: { total: { N: "3" } } }],
];
const missing: (Record<string, AttributeValue> | undefined)[] = [
  ...[undefined, {}, { total: { N: "1" } }, { "order.net.total": { N: "1" } }, { order: { N: "1" } }],
  ...[{ order: { M: {} } }, { order: { M: { net: { S: "x" } } } }, { order: { L: [{ N: "1" }] } }],
];

const sample: fc.Arbitrary<Sample> = fc.oneof(
  {
    weight: 4,
    arbitrary: number.map(({ text, value }) => ({ image: at({ N: text }), value, isOther: false })),
  },
  fc.constantFrom(...others).map((total) => ({ image: at(total), value: 0n, isOther: true })),
  fc.constantFrom(...missing).map((image) => ({ image, value: 0n, isOther: false })),
);

test("a sum is exact, whatever the numbers; what is no number is told, and what is missing adds nothing", () => {
  fc.assert(
    fc.property(fc.array(sample, { minLength: 1, maxLength: 12 }), fc.nat(11), (samples, cut) => {
      // Prepare
      const records = recordsOf(samples.map(() => ({ eventName: "MODIFY", key: "a", time: TIME }))).map(
        (record, index) => ({ ...record, dynamodb: { ...record.dynamodb, NewImage: samples[index]?.image } }),
      ) as DynamoDBRecord[];
      // Act: in two batches, with the state as text in between.
      const state = JSON.parse(JSON.stringify(fold(EMPTY_STATE, records.slice(0, cut), SETTINGS)));
      const { runs } = fold(state, records.slice(cut), SETTINGS);
      // Assess
      const [run] = runs;
      expect(scaled(run?.sums.total ?? "")).toBe(samples.reduce((sum, { value }) => sum + value, 0n));
      expect(run?.sums.total).toMatch(/^(0|-?(0|[1-9]\d*)(\.\d*[1-9])?)$/);
      expect(run?.unmeasured).toBe(samples.filter(({ isOther }) => isOther).length);
      expect(run?.modifies).toBe(samples.length);
    }),
    RUNS,
  );
});

/** A plain number in units of 10^-168. */
function scaled(text: string): bigint {
  const [whole = "", fraction = ""] = text.replace("-", "").split(".");
  const units = BigInt(whole + fraction.padEnd(Number(PLACES), "0"));
  return text.startsWith("-") ? -units : units;
}

test("a record without a size adds no bytes, and is counted", () => {
  const [record] = recordsOf([{ eventName: "INSERT", key: "a", time: TIME }]);
  const { SizeBytes: _, ...change } = record?.dynamodb ?? {};
  const { runs } = fold(EMPTY_STATE, [{ ...record, dynamodb: change }], SETTINGS);
  expect(runs.map(({ inserts, bytes }) => [inserts, bytes])).toEqual([[1, 0]]);
});
