import type { Limit } from "../limit";
import type { Node } from "./node";

/** What a value may be beyond its type: a range, a list of numbers; undefined if nothing limits it. */
export function limitText({ limit, unit, enum: values = [] }: Node): string | undefined {
  if (limit) return boundsText(limit, unit);
  return values.every((value) => typeof value === "number") && values.length > 0
    ? values.join(", ")
    : undefined;
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
