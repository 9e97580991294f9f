import { stringify } from "yaml";
import { factsOf, limitPage, limitText } from "./facts";
import type { Node } from "./node";
import type { Row } from "./sections";

/** Heading of a section, by its path. */
export function headingOf(path: string): string {
  return path === "" ? "Top-level keys" : `\`${path}\``;
}

/** Link to a section; the anchor is the one that GitHub makes from the heading. */
export function linkTo(path: string, text = headingOf(path)): string {
  const anchor = headingOf(path)
    .toLowerCase()
    .replace(/[^\w -]/g, "")
    .replaceAll(" ", "-");
  return `[${text}](#${anchor})`;
}

/** What kind of value a key takes; a link if there is a section about it. */
export function typeCell({ node, section }: Row): string {
  if (!section) return typeText(node);
  const plain = (node.anyOf ?? []).filter(({ properties }) => properties === undefined).map(typeText);
  return [...plain, linkTo(section.path, section.container)].join(" or ");
}

function typeText(node: Node): string {
  const { type, const: only, enum: values, anyOf, items, additionalProperties } = node;
  if (only !== undefined) return code(only);
  if (anyOf) return anyOf.map(typeText).join(" or ");
  if (values && type === "string") return values.map(code).join(", ");
  if (typeof type !== "string") return (type ?? []).map((one) => TYPES[one] ?? one).join(" or ");
  if (items) return `list of ${plural(items)}`;
  if (typeof additionalProperties === "object") return `map of ${plural(additionalProperties)}`;
  return TYPES[type] ?? type;
}

function plural(node: Node): string {
  if (node.anyOf) return node.anyOf.map(plural).join(" or ");
  if (node.type === "number") return "numbers";
  if (node.enum) return typeText(node);
  if (node.type === "integer") return "whole numbers";
  return node.type === "string" ? "strings" : "maps";
}

const TYPES: Readonly<Record<string, string>> = {
  boolean: "`true`, `false`",
  integer: "whole number",
  number: "whole number",
  null: "`null`",
};

/** What holds if the key is left out. */
export function defaultCell({ node, required }: Row): string {
  if (required) return "**required**";
  if (node.default === undefined) return node.ifAbsent ?? "none";
  return isEmpty(node.default) ? "none" : code(node.default);
}

/** What the value counts. */
export function unitCell({ node }: Row): string {
  return factsOf(node).unit ?? "";
}

/** What AWS, or this project, allows, and where AWS says so. */
export function limitCell({ node }: Row): string {
  const text = limitText(node);
  if (text === undefined) return "";
  const page = limitPage(node);
  return page ? `${text} ([${page.title}](${page.url}))` : `${text} (set by this project)`;
}

function isEmpty(value: unknown): boolean {
  return value === "" || (typeof value === "object" && value !== null && Object.keys(value).length === 0);
}

/** A value as it would stand in a file. */
function code(value: unknown): string {
  return `\`${stringify(value, { collectionStyle: "flow", lineWidth: 0 }).trim()}\``;
}
