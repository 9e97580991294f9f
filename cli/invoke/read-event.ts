import { readFile } from "node:fs/promises";
import { addAbortSignal } from "node:stream";
import { text } from "node:stream/consumers";
import { isNativeError } from "node:util/types";
import { SandboxError } from "../../sandbox/sandbox-error";

/** Name that stands for standard input. */
export const STANDARD_INPUT = "-";

/**
 * The event in a file.
 * @param file its path, or `-` for standard input
 * @throws SandboxError if it cannot be read or is not JSON
 */
export async function readEvent(file: string, signal: AbortSignal): Promise<unknown> {
  const source = file === STANDARD_INPUT ? "Standard input" : `The event file ${file}`;
  const content = file === STANDARD_INPUT ? await readInput(signal) : await readText(file);
  try {
    // Some editors begin a file with a byte order mark, which JSON does not know.
    return JSON.parse(content.replace(/^\uFEFF/, ""));
  } catch (error) {
    throw new SandboxError(
      `${source} is not JSON: ${messageOf(error)}.`,
      "Mend it; events/ holds an event for every function.",
    );
  }
}

function readInput(signal: AbortSignal): Promise<string> {
  return text(addAbortSignal(signal, process.stdin));
}

async function readText(file: string): Promise<string> {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    throw new SandboxError(
      `The event file ${file} cannot be read: ${messageOf(error)}.`,
      "Name a file that is there, such as events/stream.json, or - for standard input.",
    );
  }
}

function messageOf(error: unknown): string {
  return isNativeError(error) ? error.message : String(error);
}
