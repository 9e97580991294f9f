import type { Rule } from "./rule";
import { listText, ofStatement, severityOf, widened } from "./widening";

/** A statement with a longer list of resources. */
export const widerResources: Rule = {
  id: "wider-resources",
  finds: "a statement of a policy that reaches more resources than before",
  severity: "medium",
  consequence: "Everybody whom the statement concerns may use more.",
  remedy:
    "Make sure that the change is meant. High: it names a wildcard that nothing argues for, or an account that the environment file does not list.",
  check: ({ statements, environment }) =>
    statements
      .filter(({ kind }) => kind !== "trust")
      .map((change) => ({ change, values: widened(change, "resources") }))
      .filter(({ values }) => values.length > 0)
      .map(({ change, values }) => ({
        ...ofStatement(change, `reaches ${listText(values)}, too`),
        severity: severityOf(values, environment, change.argued),
      })),
};
