import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import type { AwsCredentialIdentity } from "@smithy/types";
import { reasonOf } from "../../errors/reason-of";
import type { AwsAccess } from "../aws-access";
import { BackendError } from "../backend-error";

const SESSION_NAME = "terraform-state-bucket";

/** Who makes the bucket. */
export interface Caller {
  /** Account of the bucket, 12 digits. */
  readonly accountId: string;
  /** @default those that the AWS SDK finds */
  readonly credentials?: AwsCredentialIdentity;
}

/** In whose name to make the bucket. */
interface CallerOptions {
  readonly region: string;
  /** The account that must own the bucket. @default the caller's */
  readonly accountId?: string | undefined;
  /** ARN of a role to assume. @default none */
  readonly roleArn?: string | undefined;
}

/**
 * The caller, in the account that must own the bucket.
 * @throws BackendError if the account is another one, the role cannot be assumed, or there are no credentials
 */
export async function callerOf(
  { endpoint, credentials }: AwsAccess,
  { region, accountId, roleArn }: CallerOptions,
): Promise<Caller> {
  const connection = { region, ...(endpoint && { endpoint }), ...(credentials && { credentials }) };
  const assumed = roleArn === undefined ? credentials : await assume(new STSClient(connection), roleArn);
  const sts = new STSClient({ ...connection, ...(assumed && { credentials: assumed }) });
  const own = await identity(sts);
  if (accountId === undefined || own === accountId) {
    return { accountId: own, ...(assumed && { credentials: assumed }) };
  }
  throw new BackendError(
    `The state bucket belongs to account ${accountId}, that of \`backend.roleArn\`, and these are credentials of account ${own}.`,
    `Use credentials of account ${accountId}, or name a role of it that may create buckets: --role ARN.`,
  );
}

async function identity(sts: STSClient): Promise<string> {
  try {
    return (await sts.send(new GetCallerIdentityCommand({}))).Account ?? "";
  } catch (error) {
    throw new BackendError(
      `AWS does not say whose credentials these are: ${reasonOf(error)}.`,
      "Set AWS_PROFILE, or sign in with `aws sso login`.",
    );
  } finally {
    sts.destroy();
  }
}

async function assume(sts: STSClient, RoleArn: string): Promise<AwsCredentialIdentity> {
  try {
    const { Credentials } = await sts.send(new AssumeRoleCommand({ RoleArn, RoleSessionName: SESSION_NAME }));
    return {
      accessKeyId: Credentials?.AccessKeyId ?? "",
      secretAccessKey: Credentials?.SecretAccessKey ?? "",
      ...(Credentials?.SessionToken && { sessionToken: Credentials.SessionToken }),
    };
  } catch (error) {
    throw new BackendError(
      `The role ${RoleArn} cannot be assumed: ${reasonOf(error)}.`,
      "Correct --role, or let your identity assume the role.",
    );
  } finally {
    sts.destroy();
  }
}
