/** Rows as lines with columns of equal width: the first on the left, the others on the right. */
export function tableLines(rows: readonly (readonly (string | number)[])[]): string[] {
  const texts = rows.map((cells) => cells.map(String));
  const widths = (texts[0] ?? []).map((_, column) =>
    Math.max(...texts.map((cells) => cells[column]?.length ?? 0)),
  );
  return texts.map((cells) =>
    cells
      .map((cell, column) =>
        column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join("  ")
      .trimEnd(),
  );
}
