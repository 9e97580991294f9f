import type { Construct } from "constructs";
import { STATE_BUCKET_TAG } from "../config/state-bucket-tag";
import type { PolicyStatement } from "../constructs/policy-document";
import { StateBucket } from "../constructs/state-bucket";
import { AccountStack, type AccountStackProps } from "./account-stack";
import { terraformLiteralJson } from "./terraform-literal";

/** The resources of the stack by type: each can be imported by the bucket's name. */
const RESOURCES = {
  bucket: "aws_s3_bucket.bucket",
  publicAccess: "aws_s3_bucket_public_access_block.bucket_public_access_block",
  encryption: "aws_s3_bucket_server_side_encryption_configuration.bucket_encryption",
  versioning: "aws_s3_bucket_versioning.bucket_versioning",
  lifecycle: "aws_s3_bucket_lifecycle_configuration.bucket_lifecycle",
  policy: "aws_s3_bucket_policy.bucket_policy",
} as const;

/** A part of a bucket that may exist before Terraform knows it. */
export type StateBucketPart = keyof typeof RESOURCES;

export interface StateBucketStackProps extends AccountStackProps {
  readonly bucketName: string;
  /** @default a key of S3 */
  readonly kmsKeyArn?: string | undefined;
  /** What exists already, and is imported. */
  readonly existing: readonly StateBucketPart[];
  /** Statements of the existing bucket's policy that stay. */
  readonly statements: readonly PolicyStatement[];
}

/**
 * The bucket that holds the state of an environment's stacks. Its own state is kept nowhere: what exists is imported by
 * its name in each run, so that any clone can run it, and no state can be lost.
 */
export class StateBucketStack extends AccountStack {
  constructor(scope: Construct, id: string, props: StateBucketStackProps) {
    super(scope, id, props);
    const { bucketName, region, kmsKeyArn, statements } = props;
    new StateBucket(this, "bucket", {
      bucketName,
      region,
      kmsKeyArn,
      tags: { [STATE_BUCKET_TAG.key]: STATE_BUCKET_TAG.value },
      // Policies have variables of their own, which Terraform would take for its own.
      statements: terraformLiteralJson(statements),
    });
    if (props.existing.length > 0) {
      this.addOverride(
        "import",
        props.existing.map((part) => ({ to: RESOURCES[part], id: bucketName })),
      );
    }
  }
}
