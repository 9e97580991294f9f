import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import { S3BucketPublicAccessBlock } from "@cdktf/provider-aws/lib/s3-bucket-public-access-block";
import { S3BucketServerSideEncryptionConfigurationA } from "@cdktf/provider-aws/lib/s3-bucket-server-side-encryption-configuration";
import { Construct } from "constructs";
import { partitionOf } from "../config/names";

export interface FailureBucketProps {
  readonly bucketName: string;
  /** Decides the partition of the bucket's ARN. */
  readonly region: string;
  /**
   * Delete the bucket together with what is in it. A failed batch that is older than the stream's 24 hours
   * exists nowhere else, so this is for environments that hold nothing of value.
   */
  readonly forceDestroy: boolean;
}

/**
 * Keeps the batches that could not be handled. Unlike a queue, an S3 destination gets the records themselves.
 * Nothing expires: objects stay until somebody has handled and deleted them.
 */
export class FailureBucket extends Construct {
  readonly bucketName: string;
  /** ARN of the bucket, known before the bucket exists: policies that name it can be read in the plan. */
  readonly arn: string;

  constructor(scope: Construct, id: string, props: FailureBucketProps) {
    super(scope, id);
    const { bucket } = new S3Bucket(this, "this", {
      bucket: props.bucketName,
      forceDestroy: props.forceDestroy,
    });
    this.bucketName = bucket;
    this.arn = `arn:${partitionOf(props.region)}:s3:::${bucket}`;
    this.keepPrivate();
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
  }
}
