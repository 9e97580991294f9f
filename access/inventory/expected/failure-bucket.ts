import type { ConsumerConfig } from "../../../config/schema";
import type { ExpectedStatement, Settings } from "../stack-inventory";

/** The bucket of a consumer, besides its settings in the file. */
interface BucketContext {
  readonly name: string;
  readonly arn: string;
  /** Whether it is deleted together with what is in it. */
  readonly expendable: boolean;
}

/** The bucket for failed batches, and all that keeps it closed. */
export function bucketElements(
  { versioning, removeOldVersionsAfterDays }: ConsumerConfig["failureBucket"],
  { name, arn, expendable }: BucketContext,
): Record<string, Settings> {
  const bucket = name;
  return {
    "aws_s3_bucket.failure_bucket": { bucket, force_destroy: expendable },
    "aws_s3_bucket_public_access_block.failure_bucket_public_access_block": {
      bucket,
      block_public_acls: true,
      block_public_policy: true,
      ignore_public_acls: true,
      restrict_public_buckets: true,
    },
    "aws_s3_bucket_server_side_encryption_configuration.failure_bucket_encryption": {
      bucket,
      rule: [{ apply_server_side_encryption_by_default: { sse_algorithm: "AES256" } }],
    },
    "aws_s3_bucket_policy.failure_bucket_policy": { bucket, policy: [refusePlainHttp(arn)] },
    ...(versioning && {
      "aws_s3_bucket_versioning.failure_bucket_versioning": {
        bucket,
        versioning_configuration: { status: "Enabled" },
      },
    }),
    ...(versioning &&
      removeOldVersionsAfterDays !== null && {
        "aws_s3_bucket_lifecycle_configuration.failure_bucket_lifecycle": {
          bucket,
          rule: [removeOldVersions(removeOldVersionsAfterDays)],
        },
      }),
  };
}

/** What a function needs to write failed batches: in its own account only. */
export function keepBatches(bucketArn: string, accountId: string): ExpectedStatement[] {
  const Condition = { StringEquals: { "s3:ResourceAccount": accountId } };
  return [
    { Effect: "Allow", Action: "s3:PutObject", Resource: `${bucketArn}/*`, Condition },
    { Effect: "Allow", Action: "s3:ListBucket", Resource: bucketArn, Condition },
  ];
}

function refusePlainHttp(arn: string): ExpectedStatement {
  return {
    Effect: "Deny",
    Principal: "*",
    Action: "s3:*",
    Resource: [arn, `${arn}/*`],
    Condition: { Bool: { "aws:SecureTransport": "false" } },
  };
}

/** Nothing but what was overwritten, and uploads that nobody completed. */
function removeOldVersions(days: number): Settings {
  return {
    id: "remove-what-is-not-current",
    status: "Enabled",
    filter: [{}],
    noncurrent_version_expiration: [{ noncurrent_days: days }],
    abort_incomplete_multipart_upload: [{ days_after_initiation: 7 }],
  };
}
