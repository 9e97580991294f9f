import { actionOf, afterOf, beforeOf, blockOf, isUnknown } from "../plan/action";
import type { ResourceChange } from "../plan/plan-json";
import { changesOf } from "../plan/reviewed-stack";
import { placeOf, type Rule } from "./rule";

/** A table that is encrypted with another key. */
export const keyChanged: Rule = {
  id: "key-changed",
  finds: "a table that is encrypted with another key than before",
  severity: "medium",
  consequence:
    "Readers without access to the new key stop. Backups, and perhaps records that are in the stream already, still need the old one.",
  remedy:
    "Wait until the consumers have read everything, deploy source and consumers together, and keep the old key as long as its backups.",
  check: ({ stacks }) =>
    changesOf(stacks, "aws_dynamodb_table")
      .filter(
        ({ change }) => actionOf(change) === "update" && keyOf(change, "before") !== keyOf(change, "after"),
      )
      .map((table) => ({
        ...placeOf(table),
        cause: `The key of ${String(beforeOf(table.change).name)} changes from ${keyOf(table.change, "before")} to ${keyOf(table.change, "after")}`,
      })),
};

function keyOf(change: ResourceChange, side: "before" | "after"): string {
  if (side === "after" && isUnknown(change, "server_side_encryption")) return "one that only the apply tells";
  const values = side === "before" ? beforeOf(change) : afterOf(change);
  const { enabled, kms_key_arn: arn } = blockOf(values.server_side_encryption);
  if (enabled !== true) return "a key that AWS owns";
  return arn ? String(arn) : "the key that AWS manages";
}
