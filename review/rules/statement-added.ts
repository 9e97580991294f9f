import type { Rule } from "./rule";
import { listText, ofStatement, severityOf } from "./widening";

/** A statement that allows something, in a policy of something that exists. */
export const statementAdded: Rule = {
  id: "statement-added",
  finds: "a new statement that allows something, about a role, stream, key or bucket that exists already",
  severity: "medium",
  consequence: "Somebody may do more than before.",
  remedy:
    "Make sure that the statement is meant. High: it names a wildcard that nothing argues for, or an account that the environment file does not list.",
  check: ({ statements, environment }) =>
    statements.flatMap((change) => {
      const { before, after, ofNew, argued } = change;
      if (before || ofNew || after?.effect !== "Allow") return [];
      const { principals, actions, resources } = after;
      const whom = principals.length === 0 ? "" : ` for ${listText(principals)}`;
      const onWhat = resources.length === 0 ? "" : ` on ${listText(resources)}`;
      const violation = ofStatement(change, `is new: it allows ${listText(actions)}${onWhat}${whom}`);
      return [
        {
          ...violation,
          severity: severityOf([...principals, ...actions, ...resources], environment, argued),
        },
      ];
    }),
};
