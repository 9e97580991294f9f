import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import { S3BucketLifecycleConfiguration } from "@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration";
import { S3BucketPolicy } from "@cdktf/provider-aws/lib/s3-bucket-policy";
import { S3BucketServerSideEncryptionConfigurationA } from "@cdktf/provider-aws/lib/s3-bucket-server-side-encryption-configuration";
import { S3BucketVersioningA } from "@cdktf/provider-aws/lib/s3-bucket-versioning";
import { Construct } from "constructs";
import { partitionOf } from "../config/arns";
import { policyDocument } from "./policy-document";
import { blockPublicAccess, tlsOnly } from "./private-bucket";
import { exceptFromScan } from "./scan-exceptions";

/** Amazon S3 User Guide, "Aborting incomplete multipart uploads": seven days is its example. */
const ABORT_UPLOADS_AFTER_DAYS = 7;

/** The checks of security scanners that failure buckets fail on purpose. */
const EXCEPTIONS = {
  CKV_AWS_18:
    "CloudTrail data events record who reads it, if the account has them; access logs need another bucket",
  CKV_AWS_144: "a replica in another region is of no use: the table is in this one",
  CKV_AWS_145:
    "encrypted with a key of S3; a customer-managed key would need one more permission of the role",
  CKV2_AWS_61: "the lifecycle rule is a setting: Terraform waits a minute for it, which a sandbox avoids",
  CKV2_AWS_62:
    "the mapping's metric OnFailureDestinationDeliveredEventCount counts the records that arrive here; an alarm on it is the account's own",
};

export interface FailureBucketProps {
  /** Name of the bucket: 3 to 63 characters, unique across AWS. A new name makes a new bucket. */
  readonly bucketName: string;
  /** Region of the bucket, such as `eu-central-1`. */
  readonly region: string;
  /**
   * Whether `destroy` deletes the bucket together with the batches in it. A batch that is older than the stream's 24
   * hours exists nowhere else, so set this only where nothing of value is kept.
   * @default false
   */
  readonly forceDestroy?: boolean;
  /**
   * Whether overwritten and deleted objects are kept as noncurrent versions.
   * @default true
   */
  readonly versioning?: boolean;
  /**
   * Noncurrent versions expire after this many days; null: never. Terraform takes about a minute longer to create the
   * bucket with it.
   * @default 30
   */
  readonly removeOldVersionsAfterDays?: number | null;
}

/**
 * A private S3 bucket for the batches that an event source mapping discards. Unlike a queue, an S3 destination receives
 * the records themselves. Batches do not expire: they stay until somebody deletes them. Only noncurrent versions expire.
 * @example
 * const bucket = new FailureBucket(this, "failures", {
 *   bucketName: "example-org-orders-failures",
 *   region: "eu-central-1",
 * });
 */
export class FailureBucket extends Construct {
  /** Name of the bucket. */
  readonly bucketName: string;
  /** ARN of the bucket, known before the bucket exists, so that the plan shows policies with it in full. */
  readonly arn: string;

  constructor(scope: Construct, id: string, props: FailureBucketProps) {
    super(scope, id);
    const element = new S3Bucket(this, "this", {
      bucket: props.bucketName,
      forceDestroy: props.forceDestroy ?? false,
    });
    exceptFromScan(element, EXCEPTIONS);
    const { bucket } = element;
    this.bucketName = bucket;
    this.arn = `arn:${partitionOf(props.region)}:s3:::${bucket}`;
    this.keepPrivate();
    this.keepVersions(props);
  }

  private keepPrivate(): void {
    blockPublicAccess(this, this.bucketName);
    new S3BucketServerSideEncryptionConfigurationA(this, "encryption", {
      bucket: this.bucketName,
      rule: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }],
    });
    new S3BucketPolicy(this, "policy", {
      bucket: this.bucketName,
      policy: policyDocument([tlsOnly(this.arn)]),
    });
  }

  private keepVersions({ versioning = true, removeOldVersionsAfterDays = 30 }: FailureBucketProps): void {
    if (!versioning) return;
    const enabled = new S3BucketVersioningA(this, "versioning", {
      bucket: this.bucketName,
      versioningConfiguration: { status: "Enabled" },
    });
    if (removeOldVersionsAfterDays === null) return;
    new S3BucketLifecycleConfiguration(this, "lifecycle", {
      bucket: this.bucketName,
      rule: [
        {
          id: "remove-what-is-not-current",
          status: "Enabled",
          filter: [{}],
          noncurrentVersionExpiration: [{ noncurrentDays: removeOldVersionsAfterDays }],
          abortIncompleteMultipartUpload: [{ daysAfterInitiation: ABORT_UPLOADS_AFTER_DAYS }],
        },
      ],
      dependsOn: [enabled],
    });
  }
}
