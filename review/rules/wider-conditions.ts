import { loosened } from "../model/statement-change";
import type { Rule } from "./rule";
import { listText, ofStatement } from "./widening";

/** A statement whose conditions are gone or say something else. */
export const widerConditions: Rule = {
  id: "wider-conditions",
  finds:
    "a statement of a policy that allows something, and that loses a condition or has another value in it",
  severity: "medium",
  consequence:
    "The statement may let in more than before: across accounts, a condition is what names the role.",
  remedy: "Compare both versions of the statement. High: a condition is gone, and none takes its place.",
  check: ({ statements }) =>
    statements.flatMap((change) => {
      const { before, after, kind } = change;
      if (!before || after?.effect !== "Allow" || kind === "trust") return [];
      const gone = loosened(before, after);
      if (gone.length === 0) return [];
      const isLost = Object.keys(before.conditions).some((condition) => !(condition in after.conditions));
      return [
        {
          ...ofStatement(change, `no longer asks for ${listText(gone)}`),
          severity: isLost ? "high" : "medium",
        },
      ];
    }),
};
