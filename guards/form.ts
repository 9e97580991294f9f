import { partitionOf } from "../config/arns";
import type { PlacedStatement } from "./placed-statement";

/**
 * A text that stands for several. What is in braces is left open: `{partition}`, `{region}` and `{account}` are those of
 * the stack, `{attachedTo}` is what the policy is attached to, `{anyAccount}` any account, and `{name}` any name without
 * a wildcard or a colon.
 */
export interface Form {
  readonly form: string;
}

/** A text as an argument names it: a plain text is meant exactly. */
export type ArguedText = string | Form;

/** Makes a text stand for several, as {@link Form} says. */
export function form(text: string): Form {
  return { form: text };
}

/** Whether a text of a statement is the one that is argued for, or of its form. */
export function isOfForm(text: string, argued: ArguedText, place: PlacedStatement): boolean {
  if (typeof argued === "string") return text === argued;
  const { region, accountId } = place.stack;
  const known: Readonly<Record<string, string | undefined>> = {
    partition: partitionOf(region),
    region,
    account: accountId,
    attachedTo: place.attachedTo,
  };
  const open: Readonly<Record<string, string>> = { anyAccount: "\\d{12}", name: "[^*?:{}$]+" };
  const pattern = argued.form
    .split(/\{(\w+)\}/)
    .map((part, index) => (index % 2 === 0 ? literal(part) : (open[part] ?? literal(known[part]))))
    .join("");
  return new RegExp(`^${pattern}$`).test(text);
}

/** What is not known matches nothing. */
function literal(text: string | undefined): string {
  return text === undefined ? "(?!)" : text.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&");
}
