import { statSync } from "node:fs";
import { resolve } from "node:path";
import type { Draft } from "../draft";
import { error, type Problem } from "../problem";
import { functionsIn } from "./parts";

/**
 * The files that functions are bundled from must exist.
 * @param root the project's root, to which entries are relative
 */
export function checkEntryFiles(draft: Draft, root: string): Problem[] {
  return functionsIn(draft).flatMap(({ path, owner }) => {
    const entry = owner.function?.entry;
    if (entry === undefined) return [];
    const file = resolve(root, entry);
    if (statSync(file, { throwIfNoEntry: false })?.isFile()) return [];
    return [
      error(
        [...path, "function", "entry"],
        `there is no file ${file}`,
        "Use the path of the file that exports `handler`, relative to the project's root",
      ),
    ];
  });
}
