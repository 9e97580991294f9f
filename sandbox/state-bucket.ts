import {
  CreateRoleCommand,
  EntityAlreadyExistsException,
  IAMClient,
  PutRolePolicyCommand,
} from "@aws-sdk/client-iam";
import {
  BucketAlreadyExists,
  BucketAlreadyOwnedByYou,
  type BucketLocationConstraint,
  CreateBucketCommand,
  PutBucketTaggingCommand,
  PutBucketVersioningCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { partitionOf } from "../config/arns";
import type { Environment } from "../config/schema";
import { STATE_BUCKET_TAG } from "../config/state-bucket-tag";
import { MANAGEMENT_ACCOUNT_ID, rootCredentials } from "./credentials";
import { managementTrust } from "./deploy-roles";
import { SandboxError } from "./sandbox-error";
import type { StateBucket } from "./state-folder";

/** The state bucket of an environment; undefined if its state is elsewhere. */
export function stateBucketOf({ backend, region }: Environment): StateBucket | undefined {
  if (backend.type !== "s3") return undefined;
  const { bucket, keyPrefix, roleArn, kmsKeyId } = backend;
  return {
    bucket,
    keyPrefix,
    region: backend.region ?? region,
    accountId: roleArn?.split(":")[4] ?? MANAGEMENT_ACCOUNT_ID,
    ...(roleArn && { roleName: roleArn.split("/").at(-1) ?? "" }),
    ...(kmsKeyId && { kmsKeyId }),
  };
}

/**
 * Creates the bucket and the role, which on AWS must exist before the first deployment. Existing ones are kept.
 * @throws SandboxError if another account of the sandbox has the bucket
 */
export async function createStateBucket(emulatorUrl: string, state: StateBucket): Promise<void> {
  const credentials = rootCredentials(state.accountId);
  const config = { endpoint: emulatorUrl, region: state.region, credentials };
  const s3 = new S3Client({ ...config, forcePathStyle: true });
  const iam = new IAMClient(config);
  try {
    await createBucket(s3, state);
    if (state.roleName !== undefined) await createRole(iam, state.roleName, state);
  } finally {
    s3.destroy();
    iam.destroy();
  }
}

async function createBucket(s3: S3Client, state: StateBucket): Promise<void> {
  const { bucket: Bucket, region } = state;
  const LocationConstraint = region as BucketLocationConstraint;
  // S3 refuses the constraint for its first region.
  const place = region === "us-east-1" ? {} : { CreateBucketConfiguration: { LocationConstraint } };
  try {
    await s3.send(new CreateBucketCommand({ Bucket, ...place }));
    // So that `npm run backend -- bootstrap` knows it as one of this project.
    const TagSet = [{ Key: STATE_BUCKET_TAG.key, Value: STATE_BUCKET_TAG.value }];
    await s3.send(new PutBucketTaggingCommand({ Bucket, Tagging: { TagSet } }));
  } catch (error) {
    if (error instanceof BucketAlreadyExists) throw foreignBucket(state);
    if (!(error instanceof BucketAlreadyOwnedByYou)) throw error;
  }
  const VersioningConfiguration = { Status: "Enabled" as const };
  await s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration }));
}

/** Names of buckets are unique in all of AWS. */
function foreignBucket({ bucket, accountId }: StateBucket): SandboxError {
  return new SandboxError(
    `The bucket ${bucket} of the environment's backend cannot be created in account ${accountId}: another account of the sandbox has it.`,
    "Give environments that share a bucket the same `roleArn`, or start the sandbox afresh with `npm run sandbox -- down`.",
  );
}

async function createRole(iam: IAMClient, RoleName: string, state: StateBucket): Promise<void> {
  try {
    await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: managementTrust() }));
  } catch (error) {
    if (!(error instanceof EntityAlreadyExistsException)) throw error;
  }
  // One for each environment: they may share the role.
  const PolicyName = `state-${state.bucket}-${state.keyPrefix}`.replaceAll(/[^\w-]/g, "-").slice(0, 128);
  await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName, PolicyDocument: policyFor(state) }));
}

/** What Terraform's S3 backend needs, lock files included (Terraform documentation, backend type S3). */
function policyFor({ bucket, keyPrefix, region, kmsKeyId }: StateBucket): string {
  const arn = `arn:${partitionOf(region)}:s3:::${bucket}`;
  const Statement = [
    { Effect: "Allow", Action: "s3:ListBucket", Resource: arn },
    {
      Effect: "Allow",
      Action: ["s3:GetObject", "s3:PutObject", "s3:DeleteObject"],
      Resource: `${arn}/${keyPrefix}/*`,
    },
    ...(kmsKeyId
      ? [
          {
            Effect: "Allow",
            Action: ["kms:Encrypt", "kms:Decrypt", "kms:GenerateDataKey"],
            Resource: kmsKeyId,
          },
        ]
      : []),
  ];
  return JSON.stringify({ Version: "2012-10-17", Statement });
}
