import { actionOf, beforeOf, isLost } from "../plan/action";
import { changesOf } from "../plan/reviewed-stack";
import { placeOf, type Rule } from "./rule";

/** A log group that is deleted. */
export const logsDestroyed: Rule = {
  id: "logs-destroyed",
  finds: "a log group that is destroyed or replaced",
  severity: "medium",
  consequence: "The logs in it are lost.",
  remedy: "Export the logs that you need first.",
  check: ({ stacks }) =>
    changesOf(stacks, "aws_cloudwatch_log_group")
      .filter(({ change }) => isLost(change))
      .map((group) => {
        const done = actionOf(group.change) === "replace" ? "replaced" : "destroyed";
        return {
          ...placeOf(group),
          cause: `The log group ${String(beforeOf(group.change).name)} is ${done}`,
        };
      }),
};
