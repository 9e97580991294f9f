import { isDeepStrictEqual } from "node:util";
import type { OutputFile } from "./output-file";

/** A value that two syntheses do not have in common. */
export interface Difference {
  /** Relative to the folder of the output. */
  readonly file: string;
  /** Keys down to the value; empty for a whole file. */
  readonly path: readonly string[];
  /** Absent if only the second has the value. */
  readonly before?: unknown;
  /** Absent if only the first has it. */
  readonly after?: unknown;
}

/** Every difference of two syntheses. Values are compared, not the layout of the text or the order of keys. */
export function differencesOf(before: readonly OutputFile[], after: readonly OutputFile[]): Difference[] {
  const old = new Map(before.map(({ file, content }) => [file, content]));
  const now = new Map(after.map(({ file, content }) => [file, content]));
  const files = [...new Set([...old.keys(), ...now.keys()])].sort();
  return files.flatMap((file) => compare({ file, path: [], before: old.get(file), after: now.get(file) }));
}

function compare(difference: Difference): Difference[] {
  const { file, path, before, after } = difference;
  if (isDeepStrictEqual(before, after)) return [];
  if (!isCollection(before) || !isCollection(after) || Array.isArray(before) !== Array.isArray(after)) {
    return [difference];
  }
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return keys.flatMap((key) =>
    compare({ file, path: [...path, key], before: before[key], after: after[key] }),
  );
}

/** An object or an array: the keys of an array are its indexes. */
function isCollection(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}
