import type { Rule } from "./rule";
import { listText, ofStatement, severityOf, widened } from "./widening";

/** A statement with a longer list of actions. */
export const widerActions: Rule = {
  id: "wider-actions",
  finds: "a statement of a policy that allows more actions than before",
  severity: "medium",
  consequence: "Everybody whom the statement concerns may do more.",
  remedy:
    "Make sure that the change is meant. High: it names a wildcard that nothing argues for, or an account that the environment file does not list.",
  check: ({ statements, environment }) =>
    statements
      .filter(({ kind }) => kind !== "trust")
      .map((change) => ({ change, values: widened(change, "actions") }))
      .filter(({ values }) => values.length > 0)
      .map(({ change, values }) => ({
        ...ofStatement(change, `allows ${listText(values)}, too`),
        severity: severityOf(values, environment, change.argued),
      })),
};
