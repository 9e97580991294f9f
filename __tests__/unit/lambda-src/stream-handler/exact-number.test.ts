import fc from "fast-check";
import { exactNumber } from "../../../../lambda-src/stream-handler/exact-number";
import { NumberValue } from "../../../../lambda-src/stream-handler/item-value";
import { MalformedRecordError } from "../../../../lambda-src/stream-handler/malformed-record-error";

describe("exactNumber", () => {
  test.each([
    ["0", 0],
    ["-0", 0],
    ["0.00", 0],
    ["42", 42],
    ["-42", -42],
    ["1.0", 1],
    ["1E2", 100],
    ["19.99", 19.99],
    ["0.1", 0.1],
    ["1E-130", 1e-130],
    ["9007199254740991", Number.MAX_SAFE_INTEGER],
    ["-9007199254740991", Number.MIN_SAFE_INTEGER],
  ])("%s is the number %d", (text, expected) => {
    expect(exactNumber(text)).toBe(expected);
  });

  test.each([
    ["9007199254740992", 9007199254740992n],
    ["-9007199254740993", -9007199254740993n],
    ["1E+22", 10n ** 22n],
    ["99999999999999999999999999999999999999", 99999999999999999999999999999999999999n],
  ])("%s is a bigint", (text, expected) => {
    expect(exactNumber(text)).toBe(expected);
  });

  test.each(["0.1000000000000000055511151231257827021", "123456789012345678.5", "9007199254740993.1"])(
    "%s keeps every digit in a NumberValue",
    (text) => {
      // Act
      const value = exactNumber(text);
      // Assess
      expect(value).toBeInstanceOf(NumberValue);
      expect(String(value)).toBe(text);
    },
  );

  test.each(["", ".", "-", "x", "1x", "0x10", "NaN", "Infinity", "1e", "1e99999", "1 2"])(
    "refuses %j without repeating it",
    (text) => {
      const message = "An attribute of type N does not hold a number.";
      expect(() => exactNumber(text)).toThrow(new MalformedRecordError(message));
    },
  );

  test("keeps the value of every number that DynamoDB takes, up to 38 digits, in any notation", () => {
    fc.assert(
      fc.property(decimals(), (text) => {
        expect(scaled(String(exactNumber(text)))).toBe(scaled(text));
      }),
      { numRuns: 2_000 },
    );
  });
});

/** Numbers of DynamoDB: 38 digits, from 1E-130 to 9.9E+125, plain or with an exponent. */
function decimals(): fc.Arbitrary<string> {
  const digits = fc.stringMatching(/^[0-9]{1,38}$/);
  const withPoint = fc.tuple(digits, fc.nat(38)).map(([text, place]) => {
    const whole = text.slice(0, place) || "0";
    return place < text.length ? `${whole}.${text.slice(place)}` : whole;
  });
  const exponent = fc.option(fc.integer({ min: -130, max: 88 }), { nil: undefined });
  return fc
    .tuple(fc.constantFrom("", "-"), withPoint, exponent)
    .map(([sign, text, power]) => `${sign}${text}${power === undefined ? "" : `E${power}`}`);
}

const SCALE = 600;

/** The value times 10^600, by whole-number arithmetic alone. */
function scaled(text: string): bigint {
  const [mantissa = "", exponent = "0"] = text.toLowerCase().split("e");
  const [whole = "", fraction = ""] = mantissa.replace("-", "").split(".");
  const size = BigInt(whole + fraction) * 10n ** BigInt(SCALE + Number(exponent) - fraction.length);
  return text.startsWith("-") ? -size : size;
}
