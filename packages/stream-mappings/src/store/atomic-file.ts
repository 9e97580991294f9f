import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

/**
 * Writes a file so that a reader, or a service killed half-way, sees the old text or the new one, never a part.
 * No fsync: the service must outlive SIGKILL, not a power cut.
 */
export function writeAtomically(path: string, text: string): void {
  const temporary = `${path}.tmp`;
  try {
    writeFileSync(temporary, text);
  } catch {
    // The folder is made on the first write only: asking for it every time would cost a system call per batch.
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(temporary, text);
  }
  renameSync(temporary, path);
}

/**
 * The JSON of a file, or undefined when there is no such file.
 * @throws Error naming the file when it holds no JSON
 */
export function readJson<Value>(path: string): Value | undefined {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
  try {
    return JSON.parse(text) as Value;
  } catch {
    throw new Error(
      `${path} does not hold JSON. Delete it and start again: its mapping or checkpoint is lost then.`,
    );
  }
}

/** Removes a file or folder, if it is there. */
export function remove(path: string): void {
  rmSync(path, { recursive: true, force: true });
}
