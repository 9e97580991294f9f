import { loosened } from "./loosened";
import type { Rule } from "./rule";

/** A statement whose conditions are gone or let in more. */
export const widerConditions: Rule = {
  id: "wider-conditions",
  finds: "a statement of a policy that allows something, and that loses a condition or lets in more by it",
  severity: "medium",
  consequence:
    "The statement may let in more than before: across accounts, a condition is what names the role.",
  remedy:
    "Compare both versions of the statement. High: a condition is gone, or its value names a wildcard or an account that the environment file does not list.",
  check: ({ statements, environment }) =>
    statements.filter(({ kind }) => kind !== "trust").flatMap((change) => loosened(change, environment)),
};
