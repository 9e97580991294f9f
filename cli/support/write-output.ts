import { writeFileSync } from "node:fs";
import { reasonOf } from "../../errors/reason-of";
import { UserError } from "../../errors/user-error";

/**
 * Writes a file that was named on the command line, such as that of `--json`. What it holds before is replaced.
 * @throws UserError if it cannot be written
 */
export function writeOutput(file: string, text: string): void {
  try {
    writeFileSync(file, text);
  } catch (error) {
    const remedy = "Give a file in a folder that is there and may be written";
    throw new UserError([{ place: file, cause: `it cannot be written: ${reasonOf(error)}`, remedy }]);
  }
}
