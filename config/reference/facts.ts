import type { Limit } from "../limit";
import type { Page } from "../pages";
import type { Node } from "./node";

/** What the value of a key counts and what limits it; of a key that may also be null, what its other values are. */
export function factsOf(node: Node): Pick<Node, "unit" | "limit" | "page" | "enum"> {
  return node.anyOf?.find(({ limit }) => limit !== undefined) ?? node;
}

/** What a value may be beyond its type: a range, a list of numbers; undefined if nothing limits it. */
export function limitText(node: Node): string | undefined {
  const { limit, unit, enum: values = [] } = factsOf(node);
  if (limit) return boundsText(limit, unit);
  return values.every((value) => typeof value === "number") && values.length > 0
    ? values.join(", ")
    : undefined;
}

/** Where AWS documents the limit; undefined if it is this project's own. */
export function limitPage(node: Node): Page | undefined {
  const { limit, page } = factsOf(node);
  return limit?.page ?? page;
}

/** Names what is counted unless the setting's own unit says so already. */
function boundsText({ min, max, unit, note }: Limit, ownUnit: string | undefined): string {
  const numbers = min === undefined ? `at most ${digits(max)}` : `${digits(min)} to ${digits(max)}`;
  const counted = unit === ownUnit ? "" : ` ${unit}`;
  return `${numbers}${counted}${note === undefined ? "" : `; ${note}`}`;
}

function digits(figure: number): string {
  return figure.toLocaleString("en-US");
}
