import { MalformedRecordError } from "./malformed-record-error";

/** A decimal number taken apart: ± digits × 10^exponent. `digits` has no zero at either end; zero has none. */
export interface Decimal {
  readonly sign: "" | "-";
  readonly digits: string;
  readonly exponent: number;
}

/** Three digits are enough for DynamoDB's range, 1E-130 to 9.9E+125 (Developer Guide, data types), in any notation. */
const DECIMAL = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,3}))?$/;

/** @throws MalformedRecordError if the text is not a decimal number. */
export function parseDecimal(text: string): Decimal {
  const [, sign, whole = "", fraction = "", exponent = "0"] = DECIMAL.exec(text) ?? [];
  const significant = (whole + fraction).replace(/^0+/, "");
  if (whole + fraction === "")
    throw new MalformedRecordError("An attribute of type N does not hold a number.");

  const digits = significant.replace(/0+$/, "");
  if (digits === "") return { sign: "", digits, exponent: 0 };
  return {
    sign: sign === "-" ? "-" : "",
    digits,
    exponent: Number(exponent) - fraction.length + significant.length - digits.length,
  };
}

/** One text for all notations of a number: `1`, `1.0` and `1E0` give the same. */
export function canonicalDecimal(text: string): string {
  const { sign, digits, exponent } = parseDecimal(text);
  return `${sign}${digits}E${exponent}`;
}
