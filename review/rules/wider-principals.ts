import type { Rule } from "./rule";
import { listText, ofStatement, severityOf, widened } from "./widening";

/** A statement with a longer list of principals. */
export const widerPrincipals: Rule = {
  id: "wider-principals",
  finds: "a statement of a policy that admits more principals than before",
  severity: "medium",
  consequence: "The new principals may do what the statement allows, if their own policies allow it as well.",
  remedy:
    "Make sure that the change is meant. High: it names a wildcard that nothing argues for, or an account that the environment file does not list.",
  check: ({ statements, environment }) =>
    statements
      .filter(({ kind }) => kind !== "trust")
      .map((change) => ({ change, values: widened(change, "principals") }))
      .filter(({ values }) => values.length > 0)
      .map(({ change, values }) => ({
        ...ofStatement(change, `admits ${listText(values)}, too`),
        severity: severityOf(values, environment, change.argued),
      })),
};
