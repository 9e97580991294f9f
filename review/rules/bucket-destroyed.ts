import { actionOf, beforeOf, isLost } from "../plan/action";
import { changesOf } from "../plan/reviewed-stack";
import { placeOf, type Rule } from "./rule";

/** A bucket that is deleted. */
export const bucketDestroyed: Rule = {
  id: "bucket-destroyed",
  finds: "a bucket that is destroyed or replaced",
  severity: "high",
  consequence:
    "The failed batches in it are lost. Where the bucket may not be emptied, the apply stops half-way while it holds any.",
  remedy: "Process the batches, or copy them, before you deploy.",
  check: ({ stacks }) =>
    changesOf(stacks, "aws_s3_bucket")
      .filter(({ change }) => isLost(change))
      .map((bucket) => {
        const done = actionOf(bucket.change) === "replace" ? "replaced" : "destroyed";
        return {
          ...placeOf(bucket),
          cause: `The bucket ${String(beforeOf(bucket.change).bucket)} is ${done}`,
        };
      }),
};
