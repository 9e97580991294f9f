import type { StatementChange } from "../model/policy-change";
import { loosened } from "../model/statement-change";
import type { Rule } from "./rule";
import { listText, ofStatement, severityOf, widened } from "./widening";

/** A role that more may assume. */
export const widerTrust: Rule = {
  id: "wider-trust",
  finds: "a role whose trust policy lets more principals assume it than before",
  severity: "medium",
  consequence: "Everyone who may assume the role may do all that it may.",
  remedy:
    "Make sure that the change is meant. High: it names a wildcard or an account that the environment file does not list, or a condition is gone.",
  check: ({ statements, environment }) =>
    statements
      .filter(({ kind }) => kind === "trust")
      .flatMap((change) => {
        const values = [...widened(change, "principals"), ...widened(change, "actions")];
        const conditions = conditionsLost(change);
        const severity = isConditionGone(change) ? ("high" as const) : severityOf(values, environment);
        return [
          ...(values.length > 0
            ? [{ ...ofStatement(change, `admits ${listText(values)}, too`), severity }]
            : []),
          ...(conditions.length > 0
            ? [{ ...ofStatement(change, `no longer asks for ${listText(conditions)}`), severity }]
            : []),
        ];
      }),
};

function conditionsLost({ before, after }: StatementChange): string[] {
  return before && after?.effect === "Allow" ? loosened(before, after) : [];
}

function isConditionGone({ before, after }: StatementChange): boolean {
  return Object.keys(before?.conditions ?? {}).some((condition) => !(condition in (after?.conditions ?? {})));
}
