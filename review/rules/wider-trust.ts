import { loosened } from "./loosened";
import type { Rule } from "./rule";
import { listText, ofStatement, severityOf, widened } from "./widening";

/** A role that more may assume. */
export const widerTrust: Rule = {
  id: "wider-trust",
  finds: "a role whose trust policy lets more principals assume it than before",
  severity: "medium",
  consequence: "Everyone who may assume the role may do all that it may.",
  remedy:
    "Make sure that the change is meant. High: it names a wildcard that nothing argues for, or an account that the environment file does not list, or a condition is gone.",
  check: ({ statements, environment }) =>
    statements
      .filter(({ kind }) => kind === "trust")
      .flatMap((change) => {
        const values = [...widened(change, "principals"), ...widened(change, "actions")];
        const severity = severityOf(values, environment, change.argued);
        return [
          ...(values.length > 0
            ? [{ ...ofStatement(change, `admits ${listText(values)}, too`), severity }]
            : []),
          ...loosened(change, environment),
        ];
      }),
};
