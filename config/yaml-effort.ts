import { Lexer } from "yaml";
import type { UserProblem } from "../errors/user-problem";

/** Characters of a file. A thousand sources with their consumers take half of it. */
const MOST_CHARACTERS = 1_000_000;

/**
 * Aliases times characters: to resolve an alias, the library searches the text before it for the anchor. About half a
 * second of work; a file of 100 KB may have 500 aliases.
 */
const MOST_EFFORT = 50_000_000;

/** In the lexer's output, this precedes a plain value, which may start with an asterisk in quotes or in a block. */
const SCALAR = "\x1f";

/** Why a text would take too long to parse; undefined if it would not. */
export function effortProblem(text: string): UserProblem | undefined {
  if (text.length > MOST_CHARACTERS) {
    return {
      place: "the file",
      cause: `it has ${text.length} characters, more than the ${MOST_CHARACTERS} that are read`,
      remedy: "Divide it into several environments",
    };
  }
  const aliases = text.includes("*") ? aliasesIn(text) : 0;
  if (aliases * text.length <= MOST_EFFORT) return undefined;
  return {
    place: "the file",
    cause: `it has ${aliases} aliases, more than the ${Math.floor(MOST_EFFORT / text.length)} that a file of ${text.length} characters may have`,
    remedy: "Write the values themselves, or give what all functions share in `defaults`",
  };
}

function aliasesIn(text: string): number {
  let count = 0;
  let before = "";
  for (const token of new Lexer().lex(text)) {
    if (token.startsWith("*") && before !== SCALAR) count++;
    before = token;
  }
  return count;
}
