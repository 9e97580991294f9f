import { actionOf, beforeOf } from "../plan/action";
import { changesOf } from "../plan/reviewed-stack";
import { placeOf, type Rule } from "./rule";

/** A stream whose policy is removed, while the stream stays. */
export const policyRemoved: Rule = {
  id: "policy-removed",
  finds: "the policy of a stream or a table that is destroyed while the stream or the table stays",
  severity: "high",
  consequence: "Every reader of another account stops within minutes.",
  remedy: "Remove the mappings of the readers and deploy their stacks first.",
  check: ({ stacks }) => {
    const gone = new Set(
      changesOf(stacks, "aws_dynamodb_table")
        .filter(({ change }) => actionOf(change) === "destroy")
        .flatMap(({ change }) => [beforeOf(change).arn, beforeOf(change).stream_arn]),
    );
    return changesOf(stacks, "aws_dynamodb_resource_policy")
      .filter(({ change }) => actionOf(change) === "destroy" && change.deposed === undefined)
      .filter(({ change }) => !gone.has(beforeOf(change).resource_arn))
      .map((policy) => ({
        ...placeOf(policy),
        cause: `The policy of ${String(beforeOf(policy.change).resource_arn)} is destroyed`,
      }));
  },
};
