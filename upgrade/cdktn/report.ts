import type { ChangedFile } from "./changed-file";
import type { ChangedLine } from "./changed-lines";

/** Characters of a line that people are shown: a recorded plan is one line of many kilobytes. */
const SHOWN = 160;

/** Every change, file by file, for people. */
export function changesText(changed: readonly ChangedFile[]): string {
  const files = changed.map(({ file, lines }) => [file, ...lines.flatMap(lineTexts)].join("\n"));
  return [...files, "package-lock.json\n  as npm resolves these packages", `\n${countsText(changed)}`].join(
    "\n",
  );
}

/** Every change, for scripts. */
export function changesJson(changed: readonly ChangedFile[], applied: boolean): string {
  const files = changed.map(({ file, lines }) => ({ file, lines }));
  return JSON.stringify({ applied, files }, null, 2);
}

function lineTexts({ line, before, after }: ChangedLine): string[] {
  const change = [...before].findIndex((character, index) => character !== after[index]);
  return [`  ${line} - ${excerpt(before, change)}`, `  ${line} + ${excerpt(after, change)}`];
}

/** What is around a change, if the line is long. */
function excerpt(line: string, change: number): string {
  if (line.length <= SHOWN) return line;
  const start = Math.max(0, change - SHOWN / 2);
  const end = start + SHOWN;
  return `${start > 0 ? "…" : ""}${line.slice(start, end)}${end < line.length ? "…" : ""}`;
}

function countsText(changed: readonly ChangedFile[]): string {
  const counts = new Map<string, number>();
  for (const { title } of changed.flatMap(({ lines }) => lines)) {
    counts.set(title, (counts.get(title) ?? 0) + 1);
  }
  const kinds = [...counts].map(([title, count]) => `${title} ${count}`).join(", ");
  return `${changed.length} files; lines: ${kinds}.`;
}
