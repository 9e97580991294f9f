import { expression, policyOf, resource, settingsOf, synthesize } from "../support/synthesize";
import { temporaryFolder } from "../support/temporary-folder";

const folder = temporaryFolder();

test("the bucket is private and encrypted", () => {
  // Prepare
  const synthesized = synthesize({}, folder);
  const bucket = expression("aws_s3_bucket.failure_bucket.bucket");

  // Act
  const access = resource(
    synthesized,
    "consumer",
    "aws_s3_bucket_public_access_block",
    "failure_bucket_public_access_block",
  );
  const encryption = resource(
    synthesized,
    "consumer",
    "aws_s3_bucket_server_side_encryption_configuration",
    "failure_bucket_encryption",
  );

  // Assess
  expect(settingsOf(access)).toEqual({
    block_public_acls: true,
    block_public_policy: true,
    bucket,
    ignore_public_acls: true,
    provider: "aws.account",
    restrict_public_buckets: true,
  });
  expect(settingsOf(encryption)).toEqual({
    bucket,
    provider: "aws.account",
    rule: [{ apply_server_side_encryption_by_default: { sse_algorithm: "AES256" } }],
  });
});

test.each([
  { deletionProtection: true, forceDestroy: false },
  { deletionProtection: false, forceDestroy: true },
])("with deletionProtection $deletionProtection of the table, force_destroy is $forceDestroy", (rule) => {
  // Prepare
  const edits = {
    "sources.changes.deletionProtection": rule.deletionProtection,
    "sources.changes.unprotectedBecause": "the table is refilled every night",
  };

  // Act
  const bucket = resource(synthesize(edits, folder), "consumer", "aws_s3_bucket", "failure_bucket");

  // Assess
  expect(settingsOf(bucket)).toEqual({
    bucket: "handler-failures-222222222222-eu-central-1",
    force_destroy: rule.forceDestroy,
    provider: "aws.account",
  });
});

test("a bucket name of the file is taken as it is", () => {
  // Prepare
  const edits = { "consumers.handler.failureBucketName": "failed-batches" };

  // Act
  const bucket = resource(synthesize(edits, folder), "consumer", "aws_s3_bucket", "failure_bucket");

  // Assess
  expect(bucket.bucket).toBe("failed-batches");
});

test("nobody reaches the bucket without TLS", () => {
  // Prepare
  const synthesized = synthesize({}, folder);
  const arn = `arn:aws:s3:::${expression("aws_s3_bucket.failure_bucket.bucket")}`;

  // Act
  const policy = resource(synthesized, "consumer", "aws_s3_bucket_policy", "failure_bucket_policy");

  // Assess
  expect(policyOf(policy)).toEqual({
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "RefuseUnencryptedTransport",
        Effect: "Deny",
        Principal: "*",
        Action: "s3:*",
        Resource: [arn, `${arn}/*`],
        Condition: { Bool: { "aws:SecureTransport": "false" } },
      },
    ],
  });
});

test("versions are kept, and removed 30 days after they are not current any more", () => {
  // Prepare
  const synthesized = synthesize({}, folder);
  const bucket = expression("aws_s3_bucket.failure_bucket.bucket");

  // Act
  const versioning = resource(
    synthesized,
    "consumer",
    "aws_s3_bucket_versioning",
    "failure_bucket_versioning",
  );
  const lifecycle = resource(
    synthesized,
    "consumer",
    "aws_s3_bucket_lifecycle_configuration",
    "failure_bucket_lifecycle",
  );

  // Assess
  expect(settingsOf(versioning)).toMatchObject({ bucket, versioning_configuration: { status: "Enabled" } });
  expect(settingsOf(lifecycle)).toMatchObject({
    bucket,
    depends_on: ["aws_s3_bucket_versioning.failure_bucket_versioning"],
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

test.each([
  ["no lifecycle", { removeOldVersionsAfterDays: null }, ["aws_s3_bucket_versioning"]],
  ["no versions, and so no lifecycle", { versioning: false }, []],
])("the file may ask for %s", (_what, failureBucket, expected) => {
  // Prepare
  const edits = { "consumers.handler.failureBucket": failureBucket };

  // Act
  const types = Object.keys(synthesize(edits, folder).stacks.consumer?.resource ?? {});

  // Assess
  expect(types.filter((type) => /versioning|lifecycle/.test(type))).toEqual(expected);
});
