/** An exact decimal number: units × 10^exponent. Sums of DynamoDB's numbers have more digits than `number` can hold. */
export interface Decimal {
  readonly units: bigint;
  readonly exponent: number;
}

export const ZERO: Decimal = { units: 0n, exponent: 0 };

/** An exponent of three digits covers DynamoDB's range, 1E-130 to 9.9E+125 (Developer Guide, data types). */
const DECIMAL = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,3}))?$/;

/** The number in a text, as DynamoDB writes numbers; undefined if it is none. */
export function parseDecimal(text: string): Decimal | undefined {
  const found = DECIMAL.exec(text);
  if (!found) return undefined;
  const [, sign, whole = "", fraction = "", exponent] = found;
  if (whole === "" && fraction === "") return undefined;
  const units = BigInt(whole + fraction);
  if (units === 0n) return ZERO;
  return {
    units: sign === "-" ? -units : units,
    exponent: (exponent === undefined ? 0 : Number(exponent)) - fraction.length,
  };
}

/** The exact sum of two numbers. */
export function addDecimals(a: Decimal, b: Decimal): Decimal {
  if (a.units === 0n) return b;
  if (b.units === 0n) return a;
  const exponent = Math.min(a.exponent, b.exponent);
  return { units: scaled(a, exponent) + scaled(b, exponent), exponent };
}

/** The number in plain digits, such as `-12.5`: one text for each number. */
export function formatDecimal({ units, exponent }: Decimal): string {
  if (units === 0n) return "0";
  const sign = units < 0n ? "-" : "";
  const digits = String(units < 0n ? -units : units);
  if (exponent >= 0) return `${sign}${digits}${"0".repeat(exponent)}`;
  const padded = digits.padStart(1 - exponent, "0");
  const fraction = padded.slice(exponent).replace(/0+$/, "");
  const whole = padded.slice(0, exponent);
  return fraction === "" ? `${sign}${whole}` : `${sign}${whole}.${fraction}`;
}

function scaled({ units, exponent }: Decimal, to: number): bigint {
  return exponent === to ? units : units * 10n ** BigInt(exponent - to);
}
