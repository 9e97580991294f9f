/** Headers with which a server lets a web page of another origin read its answer (Fetch standard, CORS protocol). */
const CORS = /^access-control-/i;

/** An answer's headers without those that would let a web page read it. */
export function withoutCors<Value>(headers: Readonly<Record<string, Value>>): Record<string, Value> {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !CORS.test(name)));
}

/** The same for headers as Node.js gives them raw: name, value, name, value. */
export function withoutCorsLines(lines: readonly string[]): string[] {
  return lines.filter((_, index) => !CORS.test(lines[index - (index % 2)] ?? ""));
}
