import { afterOf, beforeOf } from "../plan/action";
import { changesOf } from "../plan/reviewed-stack";
import { placeOf, type Rule } from "./rule";

/** A table that may be deleted from now on. */
export const deletionProtectionOff: Rule = {
  id: "deletion-protection-off",
  finds: "a table whose deletion protection is turned off",
  severity: "high",
  consequence: "From then on, any change that replaces the table deletes it with its data.",
  remedy: "Leave it on. If the table is to go, make a backup first.",
  check: ({ stacks }) =>
    changesOf(stacks, "aws_dynamodb_table")
      .filter(
        ({ change }) =>
          beforeOf(change).deletion_protection_enabled === true &&
          afterOf(change).deletion_protection_enabled === false,
      )
      .map((table) => ({
        ...placeOf(table),
        cause: `${String(beforeOf(table.change).name)} loses its deletion protection`,
      })),
};
