import { actionOf, beforeOf, isLost } from "../plan/action";
import type { ResourceChange } from "../plan/plan-json";
import { changesOf } from "../plan/reviewed-stack";
import { placeOf, type Rule } from "./rule";

/** A table that is deleted with its data. */
export const tableDestroyed: Rule = {
  id: "table-destroyed",
  finds: "a table that is destroyed or replaced",
  severity: "high",
  consequence: "All its data is lost. A table that takes its place is empty.",
  remedy: "Add a table with the new settings, move the data, and then remove the old one (docs/changes.md).",
  check: ({ stacks }) =>
    changesOf(stacks, "aws_dynamodb_table")
      .filter(({ change }) => isLost(change))
      .map((table) => ({ ...placeOf(table), cause: causeOf(table.change) })),
};

function causeOf(change: ResourceChange): string {
  const table = `The table ${String(beforeOf(change).name)}`;
  if (actionOf(change) !== "replace") return `${table} is destroyed`;
  const isForIndex = (change.change.replace_paths ?? []).some(([first]) => first === "local_secondary_index");
  return isForIndex
    ? `${table} is replaced, because DynamoDB makes local secondary indexes together with the table only`
    : `${table} is replaced`;
}
