import type { Draft } from "../draft";
import { invisibleIn } from "../invisible";
import { error, type Path, type Problem } from "../problem";

/** Line breaks and tabs, as text of several lines has them. */
const LAYOUT = ["\\u0009", "\\u000A", "\\u000D"];

/** No text of the file holds a character that one does not see: a reviewer would approve something else. */
export function checkInvisible(draft: Draft): Problem[] {
  const problems: Problem[] = [];
  forEachText(draft, [], (text, place) => {
    const found = invisibleIn(text).filter((character) => !(LAYOUT.includes(character) && hasLines(place)));
    // Tags have a rule of their own for their characters.
    if (found.length === 0 || place[2] === "tags") return;
    const what = found.length === 1 ? "character" : "characters";
    problems.push(
      error(
        [...place],
        `has the invisible ${what} ${found.join(", ")}`,
        "Remove it: delete the text and type it again",
      ),
    );
  });
  return problems;
}

/** Reasons, variables of functions and values of filters may have several lines. */
function hasLines(path: Path): boolean {
  return /because$/i.test(String(path.at(-1))) || path.includes("environment") || path.includes("filters");
}

/**
 * Visits every text in a value, names of keys included.
 * @param place path of the value; it is one list for all texts, so who keeps it makes a copy
 */
function forEachText(
  value: unknown,
  place: (string | number)[],
  visit: (text: string, place: Path) => void,
): void {
  if (typeof value === "string") {
    visit(value, place);
    return;
  }
  if (typeof value !== "object" || value === null) return;
  const inside = value as Readonly<Record<string, unknown>>;
  const isList = Array.isArray(value);
  for (const key in inside) {
    place.push(isList ? Number(key) : key);
    if (!isList) visit(key, place);
    forEachText(inside[key], place, visit);
    place.pop();
  }
}
