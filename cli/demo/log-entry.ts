/** The fields of a log line in JSON; none for any other line. */
export function logEntry<Fields>(line: string): Partial<Fields> {
  try {
    return (JSON.parse(line) ?? {}) as Partial<Fields>;
  } catch {
    return {};
  }
}
