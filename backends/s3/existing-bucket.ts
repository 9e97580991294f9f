import {
  GetBucketEncryptionCommand,
  GetBucketLifecycleConfigurationCommand,
  GetBucketLocationCommand,
  GetBucketPolicyCommand,
  GetBucketTaggingCommand,
  GetBucketVersioningCommand,
  GetPublicAccessBlockCommand,
  type S3Client,
} from "@aws-sdk/client-s3";
import { STATE_BUCKET_TAG } from "../../config/state-bucket-tag";
import type { PolicyStatement } from "../../constructs/policy-document";
import { TLS_ONLY_SID } from "../../constructs/private-bucket";
import { reasonOf } from "../../errors/reason-of";
import type { StateBucketPart } from "../../stacks/state-bucket-stack";
import { BackendError } from "../backend-error";
import type { BucketSettings } from "./bucket-settings";
import type { Caller } from "./caller";

/** A bucket that is there already. */
export interface ExistingBucket {
  readonly parts: readonly StateBucketPart[];
  /** Whether it has the tag of a bucket that this project made or took over. */
  readonly managed: boolean;
  /** The key that encrypts it. @default a key of S3 */
  readonly kmsKeyArn?: string;
  /** Statements of its policy besides our own. */
  readonly statements: readonly PolicyStatement[];
}

/** What S3 answers for a part that was never set. */
const NOT_SET = [
  "NoSuchTagSet",
  "NoSuchBucketPolicy",
  "NoSuchLifecycleConfiguration",
  "NoSuchPublicAccessBlockConfiguration",
  "ServerSideEncryptionConfigurationNotFoundError",
];

/** S3's first region has no name in GetBucketLocation, and eu-west-1 may have its old one. */
const UNUSUAL_LOCATIONS = new Map([
  ["", "us-east-1"],
  ["EU", "eu-west-1"],
]);

/**
 * What there is of a bucket; undefined if it does not exist.
 * @throws BackendError if it belongs to another account, or is in another region
 */
export async function existingBucket(
  s3: S3Client,
  settings: BucketSettings,
  { accountId }: Caller,
): Promise<ExistingBucket | undefined> {
  const request = { Bucket: settings.bucket, ExpectedBucketOwner: accountId };
  if (!(await isThere(s3, request, settings))) return undefined;
  const [tags, policy, encryption, versioning, access, lifecycle] = await Promise.all([
    unlessNotSet(s3.send(new GetBucketTaggingCommand(request))),
    unlessNotSet(s3.send(new GetBucketPolicyCommand(request))),
    unlessNotSet(s3.send(new GetBucketEncryptionCommand(request))),
    s3.send(new GetBucketVersioningCommand(request)),
    unlessNotSet(s3.send(new GetPublicAccessBlockCommand(request))),
    unlessNotSet(s3.send(new GetBucketLifecycleConfigurationCommand(request))),
  ]);
  const [rule] = encryption?.ServerSideEncryptionConfiguration?.Rules ?? [];
  const kmsKeyArn = rule?.ApplyServerSideEncryptionByDefault?.KMSMasterKeyID;
  const parts: [StateBucketPart, unknown][] = [
    ["bucket", true],
    ["publicAccess", access],
    ["encryption", rule],
    ["versioning", versioning.Status],
    ["lifecycle", lifecycle?.Rules?.length],
    ["policy", policy?.Policy],
  ];
  return {
    parts: parts.filter(([, there]) => there).map(([part]) => part),
    managed: (tags?.TagSet ?? []).some(
      ({ Key, Value }) => Key === STATE_BUCKET_TAG.key && Value === STATE_BUCKET_TAG.value,
    ),
    ...(kmsKeyArn && { kmsKeyArn }),
    statements: foreignStatements(policy?.Policy),
  };
}

async function isThere(
  s3: S3Client,
  request: { readonly Bucket: string; readonly ExpectedBucketOwner: string },
  { bucket, region }: BucketSettings,
): Promise<boolean> {
  const location = await s3.send(new GetBucketLocationCommand(request)).catch((error: unknown) => {
    if (nameOf(error) === "NoSuchBucket") return undefined;
    throw new BackendError(
      `The bucket ${bucket} exists and cannot be looked at as account ${request.ExpectedBucketOwner}: ${reasonOf(error)}.`,
      "It may belong to somebody else: names of buckets are unique in all of AWS. Choose another `backend.bucket`, or use credentials of its account that may read its settings.",
    );
  });
  if (!location) return false;
  const name: string = location.LocationConstraint ?? "";
  const found = UNUSUAL_LOCATIONS.get(name) ?? name;
  if (found === region) return true;
  throw new BackendError(
    `The bucket ${bucket} is in ${found}, and the environment file says ${region}.`,
    `Set \`backend.region\` to ${found}, or choose another \`backend.bucket\`.`,
  );
}

async function unlessNotSet<T>(request: Promise<T>): Promise<T | undefined> {
  try {
    return await request;
  } catch (error) {
    if (NOT_SET.includes(nameOf(error))) return undefined;
    throw new BackendError(
      `The settings of the bucket cannot be read: ${reasonOf(error)}.`,
      "Use credentials that may read them: docs/backends.md lists the permissions.",
    );
  }
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : "";
}

/** IAM takes a single statement without a list, too. */
function foreignStatements(policy = '{"Statement":[]}'): PolicyStatement[] {
  const { Statement = [] } = JSON.parse(policy);
  const statements: PolicyStatement[] = [Statement].flat();
  return statements.filter(({ Sid }) => Sid !== TLS_ONLY_SID);
}
