import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import { S3BucketLifecycleConfiguration } from "@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration";
import { S3BucketPolicy } from "@cdktf/provider-aws/lib/s3-bucket-policy";
import { S3BucketPublicAccessBlock } from "@cdktf/provider-aws/lib/s3-bucket-public-access-block";
import { S3BucketServerSideEncryptionConfigurationA } from "@cdktf/provider-aws/lib/s3-bucket-server-side-encryption-configuration";
import { S3BucketVersioningA } from "@cdktf/provider-aws/lib/s3-bucket-versioning";
import { Construct } from "constructs";
import { partitionOf } from "../config/arns";
import type { FailureBucketConfig } from "../config/schema";
import { policyDocument } from "./policy-document";
import { exceptFromScan } from "./scan-exceptions";

/** Amazon S3 User Guide, "Aborting incomplete multipart uploads": seven days is its example. */
const ABORT_UPLOADS_AFTER_DAYS = 7;

/** What scanners would like a bucket to have. */
const EXCEPTIONS = {
  CKV_AWS_18:
    "who reads it is in CloudTrail's data events, if the account has them; a log bucket is not ours",
  CKV_AWS_144: "a copy of a failed batch in another region helps nobody: its table is in this one",
  CKV_AWS_145: "encrypted with S3's own key; a key of one's own costs Lambda's role one more permission",
  CKV2_AWS_61: "a sandbox switches the removal of old versions off, as Terraform waits a minute for it",
  CKV2_AWS_62: "an alarm on the mapping's metrics tells of failed batches",
};

export interface FailureBucketProps {
  readonly bucketName: string;
  /** Decides the partition of the bucket's ARN. */
  readonly region: string;
  /**
   * Delete the bucket together with what is in it. A failed batch that is older than the stream's 24 hours
   * exists nowhere else, so this is for environments that hold nothing of value.
   */
  readonly forceDestroy: boolean;
  readonly config: FailureBucketConfig;
}

/**
 * Keeps the batches that could not be handled. Unlike a queue, an S3 destination gets the records themselves.
 * Nothing expires: objects stay until somebody has handled and deleted them; only versions do that are not
 * current any more.
 */
export class FailureBucket extends Construct {
  readonly bucketName: string;
  /** ARN of the bucket, known before the bucket exists: policies that name it can be read in the plan. */
  readonly arn: string;

  constructor(scope: Construct, id: string, props: FailureBucketProps) {
    super(scope, id);
    const element = new S3Bucket(this, "this", {
      bucket: props.bucketName,
      forceDestroy: props.forceDestroy,
    });
    exceptFromScan(element, EXCEPTIONS);
    const { bucket } = element;
    this.bucketName = bucket;
    this.arn = `arn:${partitionOf(props.region)}:s3:::${bucket}`;
    this.keepPrivate();
    this.keepVersions(props.config);
  }

  private keepPrivate(): void {
    new S3BucketPublicAccessBlock(this, "public-access-block", {
      bucket: this.bucketName,
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    });
    new S3BucketServerSideEncryptionConfigurationA(this, "encryption", {
      bucket: this.bucketName,
      rule: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }],
    });
    new S3BucketPolicy(this, "policy", {
      bucket: this.bucketName,
      policy: policyDocument([
        {
          Sid: "RefuseUnencryptedTransport",
          Effect: "Deny",
          Principal: "*",
          Action: "s3:*",
          Resource: [this.arn, `${this.arn}/*`],
          Condition: { Bool: { "aws:SecureTransport": "false" } },
        },
      ]),
    });
  }

  private keepVersions({ versioning, removeOldVersionsAfterDays }: FailureBucketConfig): void {
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
