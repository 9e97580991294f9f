import {
  GetBucketAclCommand,
  GetBucketEncryptionCommand,
  GetBucketLifecycleConfigurationCommand,
  GetBucketPolicyCommand,
  GetBucketReplicationCommand,
  GetBucketVersioningCommand,
  GetPublicAccessBlockCommand,
} from "@aws-sdk/client-s3";
import type { ExpectedStatement, Settings } from "../../inventory/stack-inventory";
import {
  additionalFinding,
  type DeployedFinding,
  type DeployedStack,
  type ExpectedElement,
  expectedOf,
  findingsOfEach,
  missingFinding,
  settingFindings,
  statementFindings,
  whyOf,
} from "./deployed-stack";
import type { Read } from "./notes";

/** Buckets with policy, public access block, encryption, versions, lifecycle, ACL and replication. */
export function bucketFindings(stack: DeployedStack): Promise<DeployedFinding[]> {
  return findingsOfEach(stack, "aws_s3_bucket", findingsOf);
}

async function findingsOf(stack: DeployedStack, bucket: ExpectedElement): Promise<DeployedFinding[]> {
  const { reader, notes } = stack;
  const Bucket = String(bucket.settings.bucket);
  const acl = await notes.read(`ACL of bucket ${Bucket}`, () =>
    reader.s3.send(new GetBucketAclCommand({ Bucket })),
  );
  if (acl.kind === "absent") return [missingFinding(stack, bucket)];
  const strangers = acl.kind === "there" ? (acl.value.Grants ?? []) : [];
  const owner = acl.kind === "there" ? acl.value.Owner?.ID : undefined;
  const further = await Promise.all([
    policyFindings(stack, Bucket),
    blockFindings(stack, Bucket),
    encryptionFindings(stack, Bucket),
    versioningFindings(stack, Bucket),
    lifecycleFindings(stack, bucket),
    replicationFindings(stack, bucket),
  ]);
  return [
    ...strangers
      .filter(({ Grantee }) => Grantee?.ID === undefined || Grantee.ID !== owner)
      .map((grant) =>
        additionalFinding(stack, `${bucket.address} ACL`, grant, whyOf("aws_s3_bucket_policy.")),
      ),
    ...further.flat(),
  ];
}

/** The element of a type that is about a bucket; a bucket has one of each at most. */
function elementOf(stack: DeployedStack, type: string, bucket: string): ExpectedElement | undefined {
  return expectedOf(stack, type).find(({ settings }) => settings.bucket === bucket);
}

async function policyFindings(stack: DeployedStack, Bucket: string): Promise<DeployedFinding[]> {
  const read = await stack.notes.read(`policy of bucket ${Bucket}`, () =>
    stack.reader.s3.send(new GetBucketPolicyCommand({ Bucket })),
  );
  if (read.kind === "unread") return [];
  const element = elementOf(stack, "aws_s3_bucket_policy", Bucket);
  const expected = (element?.settings.policy ?? []) as readonly ExpectedStatement[];
  const place = element
    ? { address: element.address, what: "policy" }
    : { address: "aws_s3_bucket_policy", what: `policy of bucket ${Bucket}` };
  return statementFindings(stack, place, expected, read.kind === "there" ? read.value.Policy : undefined);
}

async function blockFindings(stack: DeployedStack, Bucket: string): Promise<DeployedFinding[]> {
  const read = await stack.notes.read(`public access block of bucket ${Bucket}`, () =>
    stack.reader.s3.send(new GetPublicAccessBlockCommand({ Bucket })),
  );
  return ofElement(stack, "aws_s3_bucket_public_access_block", Bucket, read, (found) => {
    const block = found.PublicAccessBlockConfiguration ?? {};
    return {
      block_public_acls: block.BlockPublicAcls,
      block_public_policy: block.BlockPublicPolicy,
      ignore_public_acls: block.IgnorePublicAcls,
      restrict_public_buckets: block.RestrictPublicBuckets,
    };
  });
}

async function encryptionFindings(stack: DeployedStack, Bucket: string): Promise<DeployedFinding[]> {
  const read = await stack.notes.read(`encryption of bucket ${Bucket}`, () =>
    stack.reader.s3.send(new GetBucketEncryptionCommand({ Bucket })),
  );
  const type = "aws_s3_bucket_server_side_encryption_configuration";
  return ofElement(stack, type, Bucket, read, (found) => {
    const rules = found.ServerSideEncryptionConfiguration?.Rules ?? [];
    return {
      rule: rules.map(({ ApplyServerSideEncryptionByDefault: one }) => ({
        apply_server_side_encryption_by_default: withoutUndefined({
          sse_algorithm: one?.SSEAlgorithm,
          kms_master_key_id: one?.KMSMasterKeyID,
        }),
      })),
    };
  });
}

async function versioningFindings(stack: DeployedStack, Bucket: string): Promise<DeployedFinding[]> {
  const read = await stack.notes.read(`versioning of bucket ${Bucket}`, () =>
    stack.reader.s3.send(new GetBucketVersioningCommand({ Bucket })),
  );
  return ofElement(stack, "aws_s3_bucket_versioning", Bucket, read, ({ Status }) => ({
    versioning_configuration: { status: Status },
  }));
}

/** Compares one configuration of a bucket; the bucket's own defaults count where the file implies none. */
function ofElement<T>(
  stack: DeployedStack,
  type: string,
  bucket: string,
  read: Read<T>,
  settingsOf: (found: T) => Settings,
): DeployedFinding[] {
  const element = elementOf(stack, type, bucket);
  if (!element || read.kind === "unread") return [];
  return read.kind === "there"
    ? settingFindings(stack, element, settingsOf(read.value))
    : [missingFinding(stack, element)];
}

async function lifecycleFindings(
  stack: DeployedStack,
  { settings }: ExpectedElement,
): Promise<DeployedFinding[]> {
  const Bucket = String(settings.bucket);
  const type = "aws_s3_bucket_lifecycle_configuration";
  const address = elementOf(stack, type, Bucket)?.address ?? type;
  const read = await stack.notes.read(`lifecycle of bucket ${Bucket}`, () =>
    stack.reader.s3.send(new GetBucketLifecycleConfigurationCommand({ Bucket })),
  );
  const rules = read.kind === "there" ? (read.value.Rules ?? []) : [];
  // Only what was replaced by a newer version may expire: a rule about current objects deletes failed batches.
  return rules
    .filter(({ Status, Expiration }) => Status === "Enabled" && (Expiration?.Days || Expiration?.Date))
    .map((rule) => additionalFinding(stack, `${address} rule of bucket ${Bucket}`, rule, whyOf(address)));
}

async function replicationFindings(
  stack: DeployedStack,
  { address, settings }: ExpectedElement,
): Promise<DeployedFinding[]> {
  const Bucket = String(settings.bucket);
  const read = await stack.notes.read(`replication of bucket ${Bucket}`, () =>
    stack.reader.s3.send(new GetBucketReplicationCommand({ Bucket })),
  );
  if (read.kind !== "there") return [];
  return [
    additionalFinding(
      stack,
      `${address} replication`,
      read.value.ReplicationConfiguration,
      "Every failed batch is copied there.",
    ),
  ];
}

function withoutUndefined(settings: Settings): Settings {
  return Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined));
}
