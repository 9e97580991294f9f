/** Characters that mean nothing in Markdown and HTML. */
const PLAIN = /[^\p{L}\p{N}\p{So} .,;:()/=?'-]/gu;
/** GitHub makes mentions and references of these, even after an escape; a comment behind them prevents it. */
const REFERENCES = "@#";
/** It makes links of these, too. */
const LINKS = /:\/\/|\bwww\./gi;

/** A text from outside for Markdown: nothing in it is markup, a mention or a link. Line breaks become spaces. */
export function markdownText(text: string): string {
  return flat(text)
    .replace(PLAIN, escaped)
    .replace(LINKS, (link) => `${entity(link[0] ?? "")}${link.slice(1)}`);
}

function escaped(character: string): string {
  if (REFERENCES.includes(character)) return `${entity(character)}<!-- -->`;
  return "_*[]{}`|~!+$\\".includes(character) ? `\\${character}` : entity(character);
}

/** The same as code. */
export function markdownCode(text: string): string {
  return `<code>${markdownText(text)}</code>`;
}

/** Our own sentence, which may hold code in backticks, with texts from outside in it. */
export function markdownSentence(text: string): string {
  return text
    .split("`")
    .map((part, index) => (index % 2 === 1 ? markdownCode(part) : markdownText(part)))
    .join("");
}

/** Characters that mean something in a Mermaid label. */
const MERMAID = /[^\p{L}\p{N} .,:()/=_-]/gu;

/** A text from outside as a Mermaid label, which stands in quotes. */
export function mermaidText(text: string): string {
  return flat(text).replace(MERMAID, (character) => `#${character.codePointAt(0)};`);
}

function entity(character: string): string {
  return `&#${character.codePointAt(0)};`;
}

function flat(text: string): string {
  return text.replace(/\s+/g, " ");
}
