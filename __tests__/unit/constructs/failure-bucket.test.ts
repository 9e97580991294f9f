import { expression, resource, settingsOf, synthesize } from "../support/synthesize";
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
  const edits = { "sources.changes.deletionProtection": rule.deletionProtection };

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
