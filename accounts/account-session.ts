import { AssumeRoleCommand, STSClient } from "@aws-sdk/client-sts";
import { memoize } from "@smithy/core/config";
import type { AwsCredentialIdentity, Provider } from "@smithy/types";
import { roleArn } from "../config/arns";
import { AccountError } from "./account-error";
import { noCredentials } from "./no-credentials";

/** How long before their end credentials are renewed, milliseconds: a request that has begun still finishes. */
const RENEW_BEFORE_MS = 120_000;

/** The shortest session that STS gives, seconds; it is renewed as long as the command runs. */
const SESSION_SECONDS = 900;

/** One account in one region. */
export interface AccountScope {
  /** 12 digits. */
  readonly accountId: string;
  readonly region: string;
}

/** A role to assume. */
export interface AssumedRole {
  /** Name of the role, with its path but without a leading slash. */
  readonly roleName: string;
  /**
   * The external ID that the role asks for.
   * @default none
   */
  readonly externalId?: string | undefined;
}

/** How to reach an account. */
export interface AccountConnection extends Partial<AssumedRole> {
  /**
   * URL that all requests go to.
   * @default AWS, or where the variables of the AWS SDK point to
   */
  readonly endpoint?: string;
  /**
   * URL that requests to Lambda go to.
   * @default as all other requests
   */
  readonly lambdaEndpoint?: string;
  /**
   * Credentials to use, or to assume the role with.
   * @default those that the AWS SDK finds
   */
  readonly credentials?: AwsCredentialIdentity | Provider<AwsCredentialIdentity>;
  /**
   * Name of the sessions, for the trail of the account.
   * @default "access"
   */
  readonly sessionName?: string;
}

/** What AWS SDK clients of one account are made with. */
export interface AccountSession {
  readonly region: string;
  /** @default those that the AWS SDK finds */
  readonly credentials?: AwsCredentialIdentity | Provider<AwsCredentialIdentity>;
  /** @default AWS, or where the variables of the AWS SDK point to */
  readonly endpoint?: string;
}

/** Sessions of one account: most services answer at one endpoint, and Lambda may answer at another. */
export interface AccountSessions {
  /** For the clients of every service but Lambda. */
  readonly general: AccountSession;
  /** For clients of Lambda. */
  readonly lambda: AccountSession;
}

/**
 * Reaches an account, in a role of the caller's choice.
 * @throws AccountError if the role cannot be assumed, or there are no credentials
 */
export type ConnectAccount = (scope: AccountScope, role?: AssumedRole) => Promise<AccountSessions>;

/**
 * Reaches an account. The role, if there is one, is assumed at once, and again whenever a session ends.
 * @throws AccountError if the role cannot be assumed, or there are no credentials
 */
export async function accountSessions(
  scope: AccountScope,
  { roleName, externalId, sessionName = "access", lambdaEndpoint, ...connection }: AccountConnection = {},
): Promise<AccountSessions> {
  const credentials =
    roleName === undefined
      ? connection.credentials
      : await renewed(() => assume(scope, { roleName, externalId, sessionName }, connection));
  const general = { ...connection, region: scope.region, ...(credentials && { credentials }) };
  return { general, lambda: { ...general, ...(lambdaEndpoint && { endpoint: lambdaEndpoint }) } };
}

/** Asks once now, so that a refusal is known before anything else is done. */
async function renewed(
  assumeRole: Provider<AwsCredentialIdentity>,
): Promise<Provider<AwsCredentialIdentity>> {
  const provider = memoize(
    assumeRole,
    ({ expiration }) => expiration !== undefined && expiration.getTime() - Date.now() < RENEW_BEFORE_MS,
    ({ expiration }) => expiration !== undefined,
  );
  await provider();
  return provider;
}

async function assume(
  { accountId, region }: AccountScope,
  { roleName, externalId, sessionName }: AssumedRole & { readonly sessionName: string },
  connection: Pick<AccountConnection, "endpoint" | "credentials">,
): Promise<AwsCredentialIdentity> {
  const arn = roleArn(accountId, roleName, region);
  const sts = new STSClient({ ...connection, region });
  try {
    const { Credentials } = await sts.send(
      new AssumeRoleCommand({
        RoleArn: arn,
        RoleSessionName: sessionName,
        DurationSeconds: SESSION_SECONDS,
        ExternalId: externalId,
      }),
    );
    return {
      accessKeyId: Credentials?.AccessKeyId ?? "",
      secretAccessKey: Credentials?.SecretAccessKey ?? "",
      ...(Credentials?.SessionToken && { sessionToken: Credentials.SessionToken }),
      ...(Credentials?.Expiration && { expiration: Credentials.Expiration }),
    };
  } catch (error) {
    const missing = noCredentials(error);
    if (missing) throw missing;
    const reason = error instanceof Error ? error.message : String(error);
    throw new AccountError([
      {
        cause: `${arn} cannot be assumed: ${reason}`,
        remedy: "Use credentials that may assume it, or name another role",
      },
    ]);
  } finally {
    sts.destroy();
  }
}
