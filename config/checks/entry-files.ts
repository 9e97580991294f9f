import { realpathSync, statSync } from "node:fs";
import { resolve, sep } from "node:path";
import type { Draft } from "../draft";
import { error, type Problem } from "../problem";
import { functionsIn } from "./parts";

/**
 * The files that functions are bundled from must exist, and belong to the project: what lies outside of it is in no
 * review, and on no other computer.
 * @param root the project's root, to which entries are relative
 */
export function checkEntryFiles(draft: Draft, root: string): Problem[] {
  return functionsIn(draft).flatMap(({ path, owner }) => {
    const entry = owner.function?.entry;
    if (entry === undefined) return [];
    const file = resolve(root, entry);
    const where = [...path, "function", "entry"];
    if (!isFile(file)) return [error(where, `there is no file ${file}`, REMEDY)];
    return isBelow(root, file) ? [] : [error(where, `${file} is outside of the project`, REMEDY)];
  });
}

const REMEDY = "Use the path of the file that exports `handler`, relative to the project's root";

/** A path that no file can have, because it is too long or holds a null character, is none either. */
function isFile(file: string): boolean {
  try {
    return statSync(file).isFile();
  } catch {
    return false;
  }
}

/** Links are followed: a link in the project may lead anywhere. */
function isBelow(root: string, file: string): boolean {
  return realpathSync(file).startsWith(`${realpathSync(root)}${sep}`);
}
