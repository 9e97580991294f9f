/** A number in plain digits with a comma before every three digits of its whole part: `-1,204,518.75`. Exact, as text. */
export function groupDigits(number: string): string {
  const [whole = "", fraction] = number.split(".");
  const grouped = whole.replace(/\B(?=(?:\d{3})+$)/g, ",");
  return fraction === undefined ? grouped : `${grouped}.${fraction}`;
}
