import type { AttributeValue } from "@aws-sdk/client-dynamodb";
import fc from "fast-check";

/** A value, and what its JSON must say; a number is `{ $number: digits }`, so that nothing rounds it here either. */
export interface Sample {
  readonly value: AttributeValue;
  readonly means: unknown;
}

const digits = fc
  .tuple(
    fc.constantFrom("", "-"),
    fc.bigInt({ min: 0n, max: 10n ** 38n - 1n }),
    fc.constantFrom("", ".5", ".0001", "E+20", "e-9"),
  )
  .map((parts) => parts.join(""));
const bytes = fc.uint8Array({ maxLength: 8 });
const name = fc.oneof(fc.string(), fc.constantFrom("__proto__", "constructor", "toJSON", "1"));

const number = (text: string) => ({ $number: text });
const base64 = (content: Uint8Array) => Buffer.from(content).toString("base64");

/** Own properties under any name, `__proto__` included. */
const record = <T>(entries: readonly (readonly [string, T])[]): Record<string, T> =>
  Object.fromEntries(entries);

function composed(member: fc.Arbitrary<Sample>): fc.Arbitrary<Sample> {
  return fc.oneof(
    fc.array(member, { maxLength: 4 }).map((members) => ({
      value: { L: members.map(({ value }) => value) },
      means: members.map(({ means }) => means),
    })),
    entriesOf(member).map((entries) => ({
      value: { M: record(entries.map(([key, { value }]) => [key, value])) },
      means: meaningOf(entries),
    })),
  );
}

/** What the JSON says of attributes: those named `__proto__` are left out. */
const meaningOf = (entries: readonly (readonly [string, Sample])[]) =>
  record(entries.filter(([key]) => key !== "__proto__").map(([key, { means }]) => [key, means]));

const entriesOf = (member: fc.Arbitrary<Sample>) =>
  fc.uniqueArray(fc.tuple(name, member), { maxLength: 4, selector: ([key]) => key });

const { value: sample } = fc.letrec<{ value: Sample }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.string({ unit: "binary" }).map((S) => ({ value: { S }, means: S })),
    digits.map((N) => ({ value: { N }, means: number(N) })),
    bytes.map((B) => ({ value: { B }, means: base64(B) })),
    fc.boolean().map((BOOL) => ({ value: { BOOL }, means: BOOL })),
    fc.constant({ value: { NULL: true }, means: null }),
    fc.array(fc.string()).map((SS) => ({ value: { SS }, means: SS })),
    fc.array(digits).map((NS) => ({ value: { NS }, means: NS.map(number) })),
    fc.array(bytes).map((BS) => ({ value: { BS }, means: BS.map(base64) })),
    composed(tie("value")),
  ),
}));

/** Whole items. */
export const items = entriesOf(sample).map((entries) => ({
  item: record(entries.map(([key, { value }]) => [key, value])),
  means: meaningOf(entries),
}));

const STRING_OR_NUMBER = /"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*/g;

/** Reads JSON with every number as `{ $number: digits }`. */
export function parseExactly(json: string): unknown {
  return JSON.parse(
    json.replace(STRING_OR_NUMBER, (text) => (text.startsWith('"') ? text : `{"$number":"${text}"}`)),
  );
}
