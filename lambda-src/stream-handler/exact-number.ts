import { canonicalDecimal, parseDecimal } from "./decimal";
import { type ItemNumber, NumberValue } from "./item-value";

/**
 * A DynamoDB number without rounding; see {@link ItemNumber}.
 * @throws MalformedRecordError if the text is not a decimal number.
 */
export function exactNumber(text: string): ItemNumber {
  const { sign, digits, exponent } = parseDecimal(text);
  if (exponent >= 0) return exactWholeNumber(BigInt(`${sign}${digits}${"0".repeat(exponent)}`));

  const nearest = Number(text);
  const isExact = canonicalDecimal(String(nearest)) === canonicalDecimal(text);
  return isExact ? nearest : NumberValue.from(text);
}

function exactWholeNumber(whole: bigint): number | bigint {
  const nearest = Number(whole);
  return Number.isSafeInteger(nearest) ? nearest : whole;
}
