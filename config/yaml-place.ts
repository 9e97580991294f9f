/** A position in a text, counted from 1, as the YAML library gives it. */
interface Position {
  readonly line: number;
  readonly col: number;
}

const KEY = /^\s*(?:- +)*(["']?)([^\s"':#][^"':#]*)\1\s*:(?:\s|$)/;
const WITHOUT_CONTENT = /^\s*(?:#|$)/;

/**
 * Where a syntax error is, for people: `line 42, column 3 (keyPrefix)`. An error that starts in the comments or empty
 * lines above a key is about that key; on a line without a key, it is about the key above.
 */
export function yamlPlace(text: string, { line, col }: Position): string {
  const lines = text.split("\n");
  const below = lines.findIndex((content, index) => index >= line - 1 && !WITHOUT_CONTENT.test(content));
  const found = WITHOUT_CONTENT.test(lines[line - 1] ?? "") && below !== -1 ? below : line - 1;
  const start = (lines[found] ?? "").search(/\S/) + 1;
  const column = found === line - 1 ? Math.max(col, start) : start;
  const key = keyAtOrAbove(lines.slice(0, found + 1));
  return `line ${found + 1}, column ${column}${key === undefined ? "" : ` (${key})`}`;
}

function keyAtOrAbove(lines: readonly string[]): string | undefined {
  const line = lines.findLast((content) => !WITHOUT_CONTENT.test(content) && KEY.test(content));
  return line === undefined ? undefined : KEY.exec(line)?.[2]?.trim();
}
