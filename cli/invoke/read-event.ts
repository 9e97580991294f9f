import { readFile } from "node:fs/promises";
import { addAbortSignal } from "node:stream";
import { text } from "node:stream/consumers";
import { reasonOf } from "../../errors/reason-of";
import { UserError } from "../../errors/user-error";

/** The name for standard input. */
export const STANDARD_INPUT = "-";

/**
 * Reads the event from a file.
 * @param file its path, or `-` for standard input
 * @throws UserError if it cannot be read or is not JSON
 */
export async function readEvent(file: string, signal: AbortSignal): Promise<unknown> {
  const source = file === STANDARD_INPUT ? "Standard input" : `The event file ${file}`;
  const content = file === STANDARD_INPUT ? await readInput(signal) : await readText(file);
  try {
    // Some editors start a file with a byte order mark, which JSON does not allow.
    return JSON.parse(content.replace(/^\uFEFF/, ""));
  } catch (error) {
    const cause = `${source} is not JSON: ${reasonOf(error)}`;
    throw new UserError([{ cause, remedy: "Fix it; the folder events has an example for every function" }]);
  }
}

function readInput(signal: AbortSignal): Promise<string> {
  return text(addAbortSignal(signal, process.stdin));
}

async function readText(file: string): Promise<string> {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    const cause = `The event file ${file} cannot be read: ${reasonOf(error)}`;
    const remedy = "Give the path of an existing file, such as events/stream.json, or - for standard input";
    throw new UserError([{ cause, remedy }]);
  }
}
