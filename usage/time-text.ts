/**
 * A time of UTC in words: `2026-01-31 to 2026-02-02`, `2026-01-31 08:00 to 12:30`.
 * @param from first moment, ISO 8601
 * @param to last moment, which is not included
 */
export function timeText(from: string, to: string): string {
  if (isMidnight(from) && isMidnight(to)) return `${dateOf(from)} to ${dateOf(to)}`;
  const end = dateOf(from) === dateOf(to) ? minuteOf(to) : `${dateOf(to)} ${minuteOf(to)}`;
  return `${dateOf(from)} ${minuteOf(from)} to ${end}`;
}

function isMidnight(time: string): boolean {
  return time.endsWith("T00:00:00.000Z");
}

function dateOf(time: string): string {
  return time.slice(0, 10);
}

function minuteOf(time: string): string {
  return time.slice(11, 16);
}
