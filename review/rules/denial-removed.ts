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
  check: ({ statements, sides }) =>
    statements
      .filter(deniesLess)
      .filter(({ stack, address }) => {
        const [type = "", name = ""] = address.split(".");
        // A policy that is destroyed has findings of its own.
        return sides.after.some(
          (one) => one.name === stack && one.json.resource?.[type]?.[name] !== undefined,
        );
      })
      .map((change) =>
        ofStatement(change, change.after ? "denies less than before" : "is removed; it denied something"),
      ),
};

function deniesLess({ before, after }: StatementChange): boolean {
  if (before?.effect !== "Deny") return false;
  if (after?.effect !== "Deny") return true;
  const isShorter = (["principals", "actions", "resources"] as const).some(
    (list) => added(after[list], before[list]).length > 0,
  );
  const isNarrower = Object.entries(after.conditions).some(
    ([condition, values]) => before.conditions[condition] !== values,
  );
  return isShorter || isNarrower;
}
