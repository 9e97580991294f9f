/** A line that the upgrade changes. */
export interface ChangedLine {
  /** What kind of change it is: packages, imports, commands and so on. */
  readonly title: string;
  /** From 1. */
  readonly line: number;
  readonly before: string;
  readonly after: string;
}

/** The lines of two texts that differ. No change adds or removes a line, so the lines of both texts correspond. */
export function changedLines(title: string, before: string, after: string): ChangedLine[] {
  if (before === after) return [];
  const now = after.split("\n");
  return before.split("\n").flatMap((old, index) => {
    const line = now[index] ?? "";
    return line === old ? [] : [{ title, line: index + 1, before: old.trim(), after: line.trim() }];
  });
}
