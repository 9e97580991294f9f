/**
 * Characters that one does not see, or that change how others look: control characters, line separators, marks that turn
 * the direction of text (Unicode Technical Report 36, "Bidirectional text spoofing"), and halves of characters.
 */
const INVISIBLE = /[\p{Cc}\p{Cs}\u200B\u2028\u2029\u202A-\u202E\u2066-\u2069\uFEFF]/gu;

/** The characters of a text that cannot be seen, written as escapes. */
export function invisibleIn(text: string): string[] {
  return [...new Set(text.match(INVISIBLE) ?? [])].map(escaped);
}

/** The text with such characters as escapes, so that it is one line and does nothing to a terminal. */
export function visible(text: string): string {
  return text.replace(INVISIBLE, escaped);
}

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}`;
}
