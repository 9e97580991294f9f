import type { ChangedFile } from "./changed-file";

/** Every change, file by file, for people. */
export function changesText(changed: readonly ChangedFile[]): string {
  const files = changed.map(({ file, lines }) =>
    [
      file,
      ...lines.flatMap(({ line, before, after }) => [`  ${line} - ${before}`, `  ${line} + ${after}`]),
    ].join("\n"),
  );
  return [...files, "package-lock.json\n  as npm resolves these packages", `\n${countsText(changed)}`].join(
    "\n",
  );
}

/** Every change, for scripts. */
export function changesJson(changed: readonly ChangedFile[], applied: boolean): string {
  const files = changed.map(({ file, lines }) => ({ file, lines }));
  return JSON.stringify({ applied, files }, null, 2);
}

function countsText(changed: readonly ChangedFile[]): string {
  const counts = new Map<string, number>();
  for (const { title } of changed.flatMap(({ lines }) => lines)) {
    counts.set(title, (counts.get(title) ?? 0) + 1);
  }
  const kinds = [...counts].map(([title, count]) => `${title} ${count}`).join(", ");
  return `${changed.length} files; lines: ${kinds}.`;
}
