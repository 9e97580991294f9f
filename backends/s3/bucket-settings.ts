import type { BackendConfig, Environment } from "../../config/schema";

/** The `s3` backend of an environment file. */
export type S3Settings = Extract<BackendConfig, { type: "s3" }>;

/** What the file says about the state bucket. */
export interface BucketSettings {
  readonly bucket: string;
  readonly region: string;
  readonly kmsKeyArn?: string;
  /** The account that must own it: that of `backend.roleArn`. Absent: the caller's. */
  readonly accountId?: string;
}

/** The state bucket of an environment. */
export function bucketSettings({ region }: Pick<Environment, "region">, backend: S3Settings): BucketSettings {
  const { bucket, kmsKeyId, roleArn } = backend;
  const accountId = roleArn?.split(":")[4];
  return {
    bucket,
    region: backend.region ?? region,
    ...(kmsKeyId && { kmsKeyArn: kmsKeyId }),
    ...(accountId && { accountId }),
  };
}
