import type { ElementJson } from "../../../../synthesized/stack-json";
import { describeFindings } from "../describe-findings";
import { destroy, pipeline, policy, replace, same } from "../pipeline";

const NO: ElementJson = {
  Sid: "No",
  Effect: "Deny",
  Principal: "*",
  Action: "s3:PutBucketTagging",
  Resource: "arn:aws:s3:::failures",
};
const BUCKET: ElementJson = { bucket: "failures", arn: "arn:aws:s3:::failures" };
const BUCKET_POLICY: ElementJson = { bucket: "failures", policy: policy(NO) };
const BUCKET_POLICY_AT = "aws_s3_bucket_policy.policy";

describeFindings("denials", [
  {
    what: "a policy with a denial is destroyed, and the bucket stays",
    stacks: pipeline(
      {},
      { "aws_s3_bucket.bucket": same(BUCKET), [BUCKET_POLICY_AT]: destroy(BUCKET_POLICY) },
    ),
    found: [
      `high bucket-protection-removed consumer ${BUCKET_POLICY_AT}: The bucket failures loses its policy`,
      `high denial-removed consumer ${BUCKET_POLICY_AT}: The statement No is removed; it denied something`,
    ],
  },
  {
    what: "a policy with a denial is destroyed with its bucket",
    stacks: pipeline(
      {},
      { "aws_s3_bucket.bucket": destroy(BUCKET), [BUCKET_POLICY_AT]: destroy(BUCKET_POLICY) },
    ),
    found: ["high bucket-destroyed consumer aws_s3_bucket.bucket: The bucket failures is destroyed"],
  },
  {
    what: "a denial moves to the bucket that takes the place of another one",
    stacks: pipeline(
      {},
      {
        "aws_s3_bucket.bucket": replace(BUCKET, { bucket: "others", arn: "arn:aws:s3:::others" }),
        [BUCKET_POLICY_AT]: replace(BUCKET_POLICY, {
          bucket: "others",
          policy: policy({ ...NO, Resource: "arn:aws:s3:::others" }),
        }),
      },
    ),
    found: [
      ...[
        "deploy role of consumer",
        "another role of consumer",
        "handler / stream handler, if it were an administrator",
      ].map(
        (who) =>
          `high unexpected-access consumer ${BUCKET_POLICY_AT}: ${who} gains ListBucket without TLS, PutObject without TLS on bucket others: allowed by Everything (AdministratorAccess)`,
      ),
      "high bucket-destroyed consumer aws_s3_bucket.bucket: The bucket failures is replaced",
    ],
  },
]);
