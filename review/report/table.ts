/** A Markdown table. @param rows cells that are escaped already */
export function table(headings: readonly string[], rows: readonly (readonly string[])[]): string {
  return [headings, headings.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

/** A table with the first rows only, and a line that says how many are left out. */
export function shortTable(
  headings: readonly string[],
  rows: readonly (readonly string[])[],
  limit: number,
): string {
  const left = rows.length - limit;
  const shown = table(headings, rows.slice(0, limit));
  return left > 0 ? `${shown}\n\n${left} more rows are in the JSON report.` : shown;
}

/** Text that is shown when somebody opens it. */
export function details(summary: string, body: string): string {
  return `<details><summary>${summary}</summary>\n\n${body}\n\n</details>`;
}
