/**
 * Compares two sequence numbers as the numbers that they are: they have up to 40 digits, and not all of them have the same
 * number of digits (DynamoDB API reference, StreamRecord).
 * @returns below 0 if `a` comes first, 0 if they are the same, above 0 if `b` comes first
 */
export function compareSequence(a: string, b: string): number {
  const left = withoutZeros(a);
  const right = withoutZeros(b);
  if (left.length !== right.length) return left.length - right.length;
  if (left === right) return 0;
  return left < right ? -1 : 1;
}

function withoutZeros(digits: string): string {
  return digits.charCodeAt(0) === ZERO ? digits.replace(/^0+(?=\d)/, "") : digits;
}

const ZERO = 48;
