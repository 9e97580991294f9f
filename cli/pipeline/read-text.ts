import { readFileSync } from "node:fs";
import { reasonOf } from "../../errors/reason-of";
import { UserError } from "../../errors/user-error";

/** The text of a file. @throws UserError if it cannot be read or is empty */
export function readText(file: string): string {
  const text = textOf(file);
  if (text.trim() !== "") return text;
  throw new UserError([
    { place: file, cause: "the file is empty", remedy: "Look at what should have written it" },
  ]);
}

function textOf(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    const remedy = "Give the path of a file";
    throw new UserError([{ place: file, cause: `it cannot be read: ${reasonOf(error)}`, remedy }]);
  }
}
