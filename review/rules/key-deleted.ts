import { actionOf, beforeOf, isLost } from "../plan/action";
import { changesOf } from "../plan/reviewed-stack";
import { placeOf, type Rule } from "./rule";

/** A key that is scheduled for deletion. */
export const keyDeleted: Rule = {
  id: "key-deleted",
  finds: "a KMS key that is scheduled for deletion",
  severity: "high",
  consequence:
    "Everything that is encrypted with it becomes unreadable, backups included: within minutes, and for good when the waiting period is over.",
  remedy:
    "Make sure that nothing uses the key. Cancel its deletion during the waiting period if something does.",
  check: ({ stacks }) =>
    changesOf(stacks, "aws_kms_key")
      .filter(({ change }) => isLost(change))
      .map((key) => {
        const how = actionOf(key.change) === "replace" ? "replaced, and the old one is " : "";
        return {
          ...placeOf(key),
          cause: `The key ${String(beforeOf(key.change).arn)} is ${how}scheduled for deletion`,
        };
      }),
};
