import leven from "leven";

/** Edit distance beyond which two words are unrelated, as a share of the longer one. */
const FAR = 0.4;

/** The word of `known` that was probably meant, if there is one. */
export function nearest(word: string, known: readonly string[]): string | undefined {
  const [best] = known
    .map((candidate) => ({ candidate, distance: distanceOf(word, candidate) }))
    .filter(({ distance }) => distance <= FAR)
    .sort((a, b) => a.distance - b.distance);
  return best?.candidate;
}

function distanceOf(word: string, candidate: string): number {
  const edits = leven(normalized(word), normalized(candidate));
  return edits / Math.max(word.length, candidate.length, 1);
}

/** `table_name`, `TableName` and `table-name` are all meant to be `tableName`. */
function normalized(word: string): string {
  return word.toLowerCase().replace(/[_-]/g, "");
}

/** Words that a remedy lists: of a thousand tenants, nobody reads all. */
const MOST_WORDS = 60;

/** A remedy that lists the known words, the likeliest one first. */
export function oneOf(word: string, known: readonly string[], action = "Use one of"): string {
  if (known.length === 0) return `${action}: there are none yet`;
  const more = known.length - MOST_WORDS;
  const list = `${action}: ${known.slice(0, MOST_WORDS).join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
  const guess = nearest(word, known);
  return guess === undefined ? list : `Did you mean ${guess}? ${list}`;
}
