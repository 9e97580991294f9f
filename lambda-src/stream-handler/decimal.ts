import { check } from "./malformed-record-error";

/** The parts of a decimal number: ± digits × 10^exponent. `digits` has no zero at either end; for zero it is empty. */
export interface Decimal {
  readonly sign: "" | "-";
  readonly digits: string;
  readonly exponent: number;
}

/** An exponent of three digits covers DynamoDB's range, 1E-130 to 9.9E+125 (Developer Guide, data types). */
const DECIMAL = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,3}))?$/;

/** @throws MalformedRecordError if the text is not a decimal number. */
export function parseDecimal(text: string): Decimal {
  const [, sign, whole = "", fraction = "", exponent = "0"] = DECIMAL.exec(text) ?? [];
  check(whole + fraction !== "", "An attribute of type N does not hold a number.");

  const significant = (whole + fraction).replace(/^0+/, "");
  const digits = significant.replace(/0+$/, "");
  if (digits === "") return { sign: "", digits, exponent: 0 };
  return {
    sign: sign === "-" ? "-" : "",
    digits,
    exponent: Number(exponent) - fraction.length + significant.length - digits.length,
  };
}

/** The same text for all notations of a number, such as `1`, `1.0` and `1E0`. */
export function canonicalDecimal(text: string): string {
  const { sign, digits, exponent } = parseDecimal(text);
  return `${sign}${digits}E${exponent}`;
}
