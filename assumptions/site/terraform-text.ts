import { stripVTControlCharacters } from "node:util";

/** Longer answers are cut. */
const CHARACTERS = 600;

/** What Terraform said, in one line, from its first error on. */
export function terraformText(error: unknown): string {
  const text = stripVTControlCharacters(error instanceof Error ? error.message : String(error));
  const start = text.indexOf("Error: ");
  const line = (start < 0 ? text : text.slice(start)).replace(/[\s│╷╵]+/g, " ").trim();
  return line.length > CHARACTERS ? `${line.slice(0, CHARACTERS)}…` : line;
}
