import { TerraformOutput } from "cdktf";
import { FailureBucket, type FailureBucketProps } from "../../../constructs/failure-bucket";
import { expression, policyOf } from "../support/elements";
import { onlyElement, synthAlone } from "../support/synth-alone";

const REQUIRED: FailureBucketProps = { bucketName: "orders-failures", region: "eu-central-1" };
const BUCKET = expression("aws_s3_bucket.failures_this.bucket");
const ARN = `arn:aws:s3:::${BUCKET}`;

const bucketOf = (props: Partial<FailureBucketProps> = {}) =>
  synthAlone((scope) => {
    const { arn, bucketName } = new FailureBucket(scope, "failures", { ...REQUIRED, ...props });
    new TerraformOutput(scope, "attributes", { value: [arn, bucketName] });
  });

test("the bucket is private, encrypted and reached over TLS only", () => {
  // Act
  const json = bucketOf();

  // Assess
  expect(onlyElement(json, "aws_s3_bucket")).toEqual({ bucket: "orders-failures", force_destroy: false });
  expect(onlyElement(json, "aws_s3_bucket_public_access_block")).toEqual({
    block_public_acls: true,
    block_public_policy: true,
    bucket: BUCKET,
    ignore_public_acls: true,
    restrict_public_buckets: true,
  });
  expect(onlyElement(json, "aws_s3_bucket_server_side_encryption_configuration")).toEqual({
    bucket: BUCKET,
    rule: [{ apply_server_side_encryption_by_default: { sse_algorithm: "AES256" } }],
  });
  expect(policyOf(onlyElement(json, "aws_s3_bucket_policy"))).toEqual({
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "RefuseUnencryptedTransport",
        Effect: "Deny",
        Principal: "*",
        Action: "s3:*",
        Resource: [ARN, `${ARN}/*`],
        Condition: { Bool: { "aws:SecureTransport": "false" } },
      },
    ],
  });
  expect(json.output?.attributes?.value).toEqual([ARN, BUCKET]);
});

test("by default versions are kept, and expire 30 days after they became noncurrent", () => {
  // Act
  const json = bucketOf();

  // Assess
  expect(onlyElement(json, "aws_s3_bucket_versioning")).toEqual({
    bucket: BUCKET,
    versioning_configuration: { status: "Enabled" },
  });
  expect(onlyElement(json, "aws_s3_bucket_lifecycle_configuration")).toEqual({
    bucket: BUCKET,
    depends_on: ["aws_s3_bucket_versioning.failures_versioning"],
    rule: [
      {
        abort_incomplete_multipart_upload: [{ days_after_initiation: 7 }],
        filter: [{}],
        id: "remove-what-is-not-current",
        noncurrent_version_expiration: [{ noncurrent_days: 30 }],
        status: "Enabled",
      },
    ],
  });
});

test.each<[string, Partial<FailureBucketProps>, string[]]>([
  [
    "without expiry there is no lifecycle",
    { removeOldVersionsAfterDays: null },
    ["aws_s3_bucket_versioning"],
  ],
  ["without versions there is neither", { versioning: false }, []],
])("%s", (_what, props, expected) => {
  // Act
  const types = Object.keys(bucketOf(props).resource ?? {});

  // Assess
  expect(types.filter((type) => /versioning|lifecycle/.test(type))).toEqual(expected);
});

test("the bucket can be deleted with its content where the props say so, and ARNs are of the partition", () => {
  // Act
  const json = bucketOf({ forceDestroy: true, region: "cn-north-1" });

  // Assess
  expect(onlyElement(json, "aws_s3_bucket").force_destroy).toBe(true);
  expect(json.output?.attributes?.value).toEqual([`arn:aws-cn:s3:::${BUCKET}`, BUCKET]);
});
