import type { Draft } from "../draft";
import { invisibleIn } from "../invisible";
import { error, type Path, type Problem } from "../problem";

/** Line breaks and tabs, as text of several lines has them. */
const LAYOUT = ["\\u0009", "\\u000A", "\\u000D"];

/** No text of the file holds a character that one does not see: a reviewer would approve something else. */
export function checkInvisible(draft: Draft): Problem[] {
  // Tags have a rule of their own for their characters.
  return textsIn(draft, []).flatMap(({ path, text }) => {
    const found = invisibleIn(text).filter((character) => !(LAYOUT.includes(character) && hasLines(path)));
    if (found.length === 0 || path[2] === "tags") return [];
    const what = found.length === 1 ? "character" : "characters";
    return [
      error(
        path,
        `has the invisible ${what} ${found.join(", ")}`,
        "Remove it: delete the text and type it again",
      ),
    ];
  });
}

/** Reasons, variables of functions and values of filters may have several lines. */
function hasLines(path: Path): boolean {
  return /because$/i.test(String(path.at(-1))) || path.includes("environment") || path.includes("filters");
}

interface PlacedText {
  readonly path: Path;
  readonly text: string;
}

/** Every text in a value, names of keys included. */
function textsIn(value: unknown, path: Path): PlacedText[] {
  if (typeof value === "string") return [{ path, text: value }];
  if (Array.isArray(value)) return value.flatMap((element, place) => textsIn(element, [...path, place]));
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inside]) => {
    const below = [...path, key];
    return [{ path: below, text: key }, ...textsIn(inside, below)];
  });
}
