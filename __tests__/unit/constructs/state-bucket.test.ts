import { StateBucket, type StateBucketProps } from "../../../constructs/state-bucket";
import { expression, policyOf } from "../support/elements";
import { onlyElement, synthAlone } from "../support/synth-alone";

const REQUIRED: StateBucketProps = { bucketName: "states", region: "eu-central-1" };
const BUCKET = expression("aws_s3_bucket.states_this.bucket");
const ENCRYPTION = "aws_s3_bucket_server_side_encryption_configuration";

const bucketOf = (props: Partial<StateBucketProps> = {}) =>
  synthAlone((scope) => {
    new StateBucket(scope, "states", { ...REQUIRED, ...props });
  });

const tlsOnly = {
  Sid: "RefuseUnencryptedTransport",
  Effect: "Deny",
  Principal: "*",
  Action: "s3:*",
  Resource: ["arn:aws:s3:::states", "arn:aws:s3:::states/*"],
  Condition: { Bool: { "aws:SecureTransport": "false" } },
};

test("the bucket cannot be destroyed, is private and encrypted, and is reached over TLS only", () => {
  // Act
  const json = bucketOf();

  // Assess
  expect(onlyElement(json, "aws_s3_bucket")).toEqual({
    bucket: "states",
    force_destroy: false,
    lifecycle: { prevent_destroy: true },
  });
  expect(onlyElement(json, "aws_s3_bucket_public_access_block")).toEqual({
    block_public_acls: true,
    block_public_policy: true,
    bucket: BUCKET,
    ignore_public_acls: true,
    restrict_public_buckets: true,
  });
  expect(onlyElement(json, ENCRYPTION).rule).toEqual([
    {
      apply_server_side_encryption_by_default: { sse_algorithm: "AES256" },
      bucket_key_enabled: false,
    },
  ]);
  expect(policyOf(onlyElement(json, "aws_s3_bucket_policy"))).toMatchObject({ Statement: [tlsOnly] });
});

test("versions are kept: 90 days, and the ten newest for good", () => {
  // Act
  const json = bucketOf();

  // Assess
  expect(onlyElement(json, "aws_s3_bucket_versioning").versioning_configuration).toEqual({
    status: "Enabled",
  });
  expect(onlyElement(json, "aws_s3_bucket_lifecycle_configuration").rule).toEqual([
    {
      id: "remove-old-versions",
      status: "Enabled",
      filter: [{}],
      noncurrent_version_expiration: [{ noncurrent_days: 90, newer_noncurrent_versions: 10 }],
      expiration: [{ expired_object_delete_marker: true }],
      abort_incomplete_multipart_upload: [{ days_after_initiation: 7 }],
    },
  ]);
});

test("with a key of one's own, tags, and further statements of the policy", () => {
  // Prepare
  const kmsKeyArn = "arn:aws:kms:eu-central-1:111111111111:key/k-1";
  const statement = {
    Sid: "Read",
    Effect: "Allow",
    Principal: { AWS: "arn:aws:iam::222222222222:root" },
    Action: "s3:GetObject",
    Resource: "arn:aws:s3:::states/*",
  } as const;

  // Act
  const json = bucketOf({ kmsKeyArn, tags: { Team: "platform" }, statements: [statement] });

  // Assess
  expect(onlyElement(json, "aws_s3_bucket").tags).toEqual({ Team: "platform" });
  expect(onlyElement(json, ENCRYPTION).rule).toEqual([
    {
      apply_server_side_encryption_by_default: { sse_algorithm: "aws:kms", kms_master_key_id: kmsKeyArn },
      bucket_key_enabled: true,
    },
  ]);
  expect(policyOf(onlyElement(json, "aws_s3_bucket_policy"))).toMatchObject({
    Statement: [statement, tlsOnly],
  });
});
