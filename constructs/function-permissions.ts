import type { PolicyStatement } from "./policy-document";
import { DECRYPT_ACTIONS, STREAM_READ_ACTIONS } from "./reader-actions";

/** DynamoDB streams that a function's event source mappings read. */
export interface StreamAccess {
  /** ARNs of the streams. */
  readonly streamArns: readonly string[];
  /**
   * ARNs of the customer-managed KMS keys that encrypt the streams.
   * @default none: AWS owns the keys
   */
  readonly keyArns?: readonly string[];
  /**
   * Streams in accounts of an organization that are too many to be named one by one.
   * @default none
   */
  readonly inOrganization?: OrganizationStreams;
}

/** Streams in any other account of an organization. Each stream's own policy, and each key's, must allow the same. */
export interface OrganizationStreams {
  /** ID of the organization, such as `o-a1b2c3d4e5`. */
  readonly organizationId: string;
  /** ARNs of streams with `*` for the account and the label: the table's name is exact. */
  readonly streamArns: readonly string[];
  /**
   * ARNs of the KMS keys that encrypt them, with `*` for the account and the ID.
   * @default none: AWS owns the keys
   */
  readonly keyArns?: readonly string[];
}

/** Streams, and the number of the managed policy that names them. */
export interface ManagedStreams extends Pick<StreamAccess, "streamArns" | "keyArns"> {
  /** Part of the policy's name, from 1 on. */
  readonly number: number;
}

/** What a function may do besides writing its own logs. */
export interface FunctionPermissions {
  /** @default no stream */
  readonly readStreams?: StreamAccess;
  /**
   * Streams that the role's inline policy has no room for, each group in a managed policy of its own, at most ten unless
   * the account's quota was raised.
   * @default none
   */
  readonly managedStreams?: readonly ManagedStreams[];
  /**
   * ARNs of the roles that the function may assume. The account ID may be `*`: then each account's own role decides.
   * @default none
   */
  readonly assumeRoles?: readonly string[];
  /**
   * ARN of the S3 bucket that keeps the batches that an event source mapping discards.
   * @default none
   */
  readonly failureBucketArn?: string;
  /**
   * Further statements, added as they are.
   * @default none
   */
  readonly statements?: readonly PolicyStatement[];
}

/** What permissions depend on besides what was asked for. */
export interface FunctionContext {
  /** The account that owns the function: 12 digits. */
  readonly accountId: string;
  /** ARN of the function's log group, without `:*`. */
  readonly logGroupArn: string;
  /**
   * Whether the function sends traces to AWS X-Ray.
   * @default false
   */
  readonly tracing?: boolean;
}

/** The statements of a function's role: the permissions given, its own logs and, if it is traced, its traces. */
export function permissionStatements(
  { readStreams, assumeRoles = [], failureBucketArn, statements = [] }: FunctionPermissions,
  { accountId, logGroupArn, tracing = false }: FunctionContext,
): PolicyStatement[] {
  return [
    ...(readStreams === undefined ? [] : readStatements(readStreams, accountId)),
    ...(assumeRoles.length === 0 ? [] : [assumeStatement(assumeRoles)]),
    logStatement(logGroupArn),
    ...(tracing ? [SEND_TRACES] : []),
    ...(failureBucketArn === undefined ? [] : failureStatements(failureBucketArn, accountId)),
    ...statements,
  ];
}

/** The statements of managed policies that the role needs besides, by the number of the policy. */
export function managedStatements({
  managedStreams = [],
}: FunctionPermissions): { readonly number: number; readonly statements: readonly PolicyStatement[] }[] {
  return managedStreams.map(({ number, ...access }) => ({ number, statements: namedStatements(access) }));
}

function readStatements({ inOrganization, ...access }: StreamAccess, accountId: string): PolicyStatement[] {
  return [
    ...namedStatements(access),
    ...(inOrganization ? organizationStatements(inOrganization, accountId) : []),
  ];
}

function namedStatements({ streamArns, keyArns = [] }: Omit<StreamAccess, "inOrganization">) {
  return [
    ...allow("ReadStreams", STREAM_READ_ACTIONS, streamArns),
    ...allow("DecryptStreams", DECRYPT_ACTIONS, keyArns),
  ];
}

/** Not in the role's own account: there, no policy of a stream has to allow the same, and that of a key rarely does not. */
function organizationStatements(
  { organizationId, streamArns, keyArns = [] }: OrganizationStreams,
  accountId: string,
): PolicyStatement[] {
  const Condition = {
    StringEquals: { "aws:ResourceOrgID": organizationId },
    StringNotEquals: { "aws:ResourceAccount": accountId },
  };
  return [
    ...allow("ReadTenantStreams", STREAM_READ_ACTIONS, streamArns),
    ...allow("DecryptTenantStreams", DECRYPT_ACTIONS, keyArns),
  ].map((statement) => ({ ...statement, Condition }));
}

/** AWS refuses a statement without resources. */
function allow(Sid: string, Action: readonly string[], Resource: readonly string[]): PolicyStatement[] {
  return Resource.length === 0 ? [] : [{ Sid, Effect: "Allow", Action, Resource }];
}

/** The statement ID says whether the account is open: a role in any account needs a reason of its own. */
function assumeStatement(roleArns: readonly string[]): PolicyStatement {
  const isAnyAccount = roleArns.some((arn) => arn.includes("*"));
  return {
    Sid: isAnyAccount ? "AssumeInAnyAccount" : "AssumeAccessRoles",
    Effect: "Allow",
    Action: "sts:AssumeRole",
    Resource: roleArns,
  };
}

/** Lambda chooses the names of the log streams, so the statement names the group. Terraform creates the group. */
function logStatement(logGroupArn: string): PolicyStatement {
  return {
    Sid: "WriteOwnLogStreams",
    Effect: "Allow",
    Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
    Resource: `${logGroupArn}:*`,
  };
}

/** These actions have no resources (Service Authorization Reference, AWS X-Ray). */
const SEND_TRACES: PolicyStatement = {
  Sid: "SendTraces",
  Effect: "Allow",
  Action: ["xray:PutTelemetryRecords", "xray:PutTraceSegments"],
  Resource: "*",
};

/**
 * An S3 destination needs both actions (Lambda Developer Guide, "Retaining discarded records"). The condition keeps
 * the records in the account if the bucket is deleted and somebody else creates one of the same name.
 */
function failureStatements(bucketArn: string, accountId: string): PolicyStatement[] {
  const Condition = { StringEquals: { "s3:ResourceAccount": accountId } };
  return [
    {
      Sid: "KeepFailedBatches",
      Effect: "Allow",
      Action: "s3:PutObject",
      Resource: `${bucketArn}/*`,
      Condition,
    },
    {
      Sid: "FindFailureBucket",
      Effect: "Allow",
      Action: "s3:ListBucket",
      Resource: bucketArn,
      Condition,
    },
  ];
}
