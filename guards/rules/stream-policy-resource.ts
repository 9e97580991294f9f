import { listOf, nameOf, statementsOf } from "../../synthesized/statements";
import { placeOf, type Rule } from "../rule";

/** A stream's policy is about that stream only. */
export const streamPolicyResource: Rule = {
  id: "stream-policy-resource",
  sentence: "Every statement of a stream's policy names that stream as its resource.",
  why: "DynamoDB refuses any other resource, but only during the apply.",
  remedy: "Give the ARN of the policy's own stream as `Resource`",
  check: ({ policies }) =>
    policies
      .filter(({ kind }) => kind === "stream")
      .flatMap((policy) =>
        statementsOf(policy.document).flatMap((statement) =>
          listOf(statement.Resource)
            .filter((resource) => resource !== policy.attachedTo)
            .map((resource) => ({
              place: placeOf(policy),
              cause: `${nameOf(statement)} is about ${resource}, the policy is attached to ${policy.attachedTo}`,
            })),
        ),
      ),
};
