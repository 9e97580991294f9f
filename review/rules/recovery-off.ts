import type { ElementJson } from "../../synthesized/stack-json";
import { afterOf, beforeOf, blockOf } from "../plan/action";
import type { ResourceChange } from "../plan/plan-json";
import { changesOf } from "../plan/reviewed-stack";
import { placeOf, type Rule } from "./rule";

/** A table that can no longer be restored to a point in time. */
export const recoveryOff: Rule = {
  id: "recovery-off",
  finds: "a table whose point-in-time recovery is turned off, or reaches back less far",
  severity: "high",
  consequence: "The continuous backups are deleted. Turned on again, they start from that moment.",
  remedy: "Leave it on, or make an on-demand backup first.",
  check: ({ stacks }) =>
    changesOf(stacks, "aws_dynamodb_table").flatMap((table) => {
      const cause = causeOf(table.change);
      return cause === undefined ? [] : [{ ...placeOf(table), cause }];
    }),
};

function causeOf(change: ResourceChange): string | undefined {
  const [before, after] = [recoveryOf(beforeOf(change)), recoveryOf(afterOf(change))];
  if (before.enabled !== true || change.change.after === null) return undefined;
  const name = String(beforeOf(change).name);
  if (after.enabled !== true) return `Point-in-time recovery of ${name} is turned off`;
  const [from, to] = [Number(before.recovery_period_in_days), Number(after.recovery_period_in_days)];
  return to < from
    ? `Point-in-time recovery of ${name} reaches back ${to} days instead of ${from}`
    : undefined;
}

function recoveryOf({ point_in_time_recovery }: ElementJson): ElementJson {
  return blockOf(point_in_time_recovery);
}
