import type { StatementChange } from "../model/policy-change";
import { added } from "../model/statement-change";
import type { Rule } from "./rule";
import { ofStatement } from "./widening";

/** A statement that denied something, and does so no more. */
export const denialRemoved: Rule = {
  id: "denial-removed",
  finds: "a statement that denies something, and that is removed or denies less",
  severity: "high",
  consequence: "What it denied is allowed wherever another statement allows it.",
  remedy: "Leave the statement in the policy.",
  check: ({ statements }) =>
    statements
      .filter(deniesLess)
      .map((change) =>
        ofStatement(change, change.after ? "denies less than before" : "is removed; it denied something"),
      ),
};

/** What will be gone needs no denial any more. */
function deniesLess({ before, after, ofGone, ofOther }: StatementChange): boolean {
  if (before?.effect !== "Deny" || ofGone) return false;
  if (after?.effect !== "Deny") return true;
  const lists = ["principals", "actions", ...(ofOther ? [] : (["resources"] as const))] as const;
  const isShorter = lists.some((list) => added(after[list], before[list]).length > 0);
  const isNarrower = Object.entries(after.conditions).some(
    ([condition, values]) => before.conditions[condition] !== values,
  );
  return isShorter || isNarrower;
}
