import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { UserError } from "../../errors/user-error";

/** A file and its new text. */
interface NewText {
  /** Relative to the project's root. */
  readonly file: string;
  readonly text: string;
}

/**
 * Writes all files or none: if one cannot be written, those before it get their old texts back.
 * @throws UserError that names the file
 */
export function writeAll(root: string, files: readonly NewText[]): void {
  const undo: (() => void)[] = [];
  for (const { file, text } of files) {
    const path = join(root, file);
    try {
      undo.push(restorer(path));
      writeFileSync(path, text);
    } catch (error) {
      for (const restore of undo) restore();
      throw cannotBeWritten(file, error);
    }
  }
}

/** What puts a file back to what it is now. */
function restorer(path: string): () => void {
  if (!existsSync(path)) return () => rmSync(path, { force: true });
  const before = readFileSync(path);
  return () => {
    if (!readFileSync(path).equals(before)) writeFileSync(path, before);
  };
}

function cannotBeWritten(file: string, error: unknown): UserError {
  return new UserError([
    {
      place: file,
      cause: `The file cannot be written (${error instanceof Error ? error.message : error})`,
      remedy: "Nothing was changed. Make the file writable, then run the command again",
    },
  ]);
}
