import type { Environment } from "../../config/schema";
import type { StatementChange } from "../model/policy-change";
import { added, type StatementText } from "../model/statement-change";
import type { Severity, Violation } from "./rule";

/** The lists of a statement that let more in the longer they are. */
type List = "principals" | "actions" | "resources";

/** What a changed statement that allows something has in a list and had not before. */
export function widened(change: StatementChange, list: List): string[] {
  const { before, after } = change;
  if (!before || !after || after.effect !== "Allow") return [];
  return added(before.effect === "Allow" ? before[list] : [], after[list]);
}

/** A violation about a statement. */
export function ofStatement({ stack, address, before, after }: StatementChange, what: string): Violation {
  return { stack, address, cause: `${nameOf(after ?? before)} ${what}` };
}

function nameOf(statement: StatementText | undefined): string {
  return statement?.sid === undefined ? "A statement without Sid" : `The statement ${statement.sid}`;
}

/** Values as a list in a sentence, the first of many only. */
export function listText(values: readonly string[]): string {
  const [shown, rest] = [values.slice(0, SHOWN), values.length - SHOWN];
  return `${shown.join(", ")}${rest > 0 ? ` and ${rest} more` : ""}`;
}

const SHOWN = 5;

/**
 * High for accounts that the environment file does not list, and for wildcards that stand for anything.
 * @param argued whether there is a reason for the statement, so that its wildcards are meant
 */
export function severityOf(values: readonly string[], { accounts }: Environment, argued = false): Severity {
  const ids = new Set(Object.values(accounts).map(({ id }) => id));
  const isDangerous = (value: string) => {
    const [, account] = /^(?:arn:[\w-]+:\w+::)?(\d{12})(?::|$)/.exec(value) ?? [];
    if (account !== undefined && !ids.has(account)) return true;
    if (argued) return false;
    return value === "*" || value.startsWith("all but ") || /^[\w-]+:\*$/.test(value);
  };
  return values.some(isDangerous) ? "high" : "medium";
}
