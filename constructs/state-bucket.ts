import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import { S3BucketLifecycleConfiguration } from "@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration";
import { S3BucketPolicy } from "@cdktf/provider-aws/lib/s3-bucket-policy";
import { S3BucketServerSideEncryptionConfigurationA } from "@cdktf/provider-aws/lib/s3-bucket-server-side-encryption-configuration";
import { S3BucketVersioningA } from "@cdktf/provider-aws/lib/s3-bucket-versioning";
import { Construct } from "constructs";
import { partitionOf } from "../config/arns";
import { type PolicyStatement, policyDocument } from "./policy-document";
import { blockPublicAccess, tlsOnly } from "./private-bucket";
import { exceptFromScan } from "./scan-exceptions";

/** An old state is of use for as long as people remember the change; the newest of each stack stay for good. */
const OLD_VERSIONS_DAYS = 90;
const OLD_VERSIONS_KEPT = 10;

/** The checks of security scanners that state buckets fail on purpose. */
const EXCEPTIONS = {
  CKV_AWS_18:
    "CloudTrail data events record who reads it, if the account has them; access logs need another bucket",
  CKV_AWS_144: "a replica in another region needs another bucket, which is the account's own decision",
  CKV_AWS_145: "without kmsKeyId, encrypted with a key of S3",
  CKV2_AWS_62: "nothing waits for a new state",
};

export interface StateBucketProps {
  /** Name of the bucket: 3 to 63 characters, unique across AWS. */
  readonly bucketName: string;
  /** Region of the bucket, such as `eu-central-1`. */
  readonly region: string;
  /**
   * ARN of the KMS key that encrypts what does not name a key itself.
   * @default a key of S3
   */
  readonly kmsKeyArn?: string | undefined;
  /** @default none */
  readonly tags?: Readonly<Record<string, string>>;
  /**
   * Statements of the bucket's policy besides the one that refuses requests without TLS.
   * @default none
   */
  readonly statements?: readonly PolicyStatement[];
}

/**
 * A private S3 bucket for Terraform's state. Every version of a state is kept for 90 days, and the ten newest of each
 * for good: each plan leaves two versions of a lock file behind, which would pile up otherwise. Terraform refuses to
 * destroy the bucket.
 * @example
 * new StateBucket(this, "bucket", {
 *   bucketName: "example-org-terraform-state",
 *   region: "eu-central-1",
 * });
 */
export class StateBucket extends Construct {
  constructor(scope: Construct, id: string, { bucketName, region, ...props }: StateBucketProps) {
    super(scope, id);
    const element = new S3Bucket(this, "this", {
      bucket: bucketName,
      forceDestroy: false,
      tags: props.tags,
      lifecycle: { preventDestroy: true },
    });
    exceptFromScan(element, EXCEPTIONS);
    const { bucket } = element;
    blockPublicAccess(this, bucket);
    this.encrypt(bucket, props.kmsKeyArn);
    this.keepVersions(bucket);
    new S3BucketPolicy(this, "policy", {
      bucket,
      policy: policyDocument([
        ...(props.statements ?? []),
        tlsOnly(`arn:${partitionOf(region)}:s3:::${bucketName}`),
      ]),
    });
  }

  /** With a bucket key, S3 asks KMS once for many objects. */
  private encrypt(bucket: string, kmsKeyArn?: string): void {
    const key = kmsKeyArn === undefined ? {} : { kmsMasterKeyId: kmsKeyArn };
    new S3BucketServerSideEncryptionConfigurationA(this, "encryption", {
      bucket,
      rule: [
        {
          applyServerSideEncryptionByDefault: {
            sseAlgorithm: kmsKeyArn === undefined ? "AES256" : "aws:kms",
            ...key,
          },
          bucketKeyEnabled: kmsKeyArn !== undefined,
        },
      ],
    });
  }

  private keepVersions(bucket: string): void {
    const versioning = new S3BucketVersioningA(this, "versioning", {
      bucket,
      versioningConfiguration: { status: "Enabled" },
    });
    new S3BucketLifecycleConfiguration(this, "lifecycle", {
      bucket,
      rule: [
        {
          id: "remove-old-versions",
          status: "Enabled",
          filter: [{}],
          noncurrentVersionExpiration: [
            { noncurrentDays: OLD_VERSIONS_DAYS, newerNoncurrentVersions: OLD_VERSIONS_KEPT },
          ],
          expiration: [{ expiredObjectDeleteMarker: true }],
          abortIncompleteMultipartUpload: [{ daysAfterInitiation: 7 }],
        },
      ],
      dependsOn: [versioning],
    });
  }
}
