import { stringify } from "yaml";
import type { TableEntry } from "./table-entry";

/** The part of an environment file that brings a table under the care of a stack. @param key of the source */
export function entryText(key: string, { entry, notes }: TableEntry): string {
  const comments = notes.map((note) => `# ${note}\n`).join("");
  return `${comments}${stringify({ sources: { [key]: entry } })}`;
}
