import { AssumeRoleCommand, STSClient } from "@aws-sdk/client-sts";
import type { AwsCredentialIdentity } from "@smithy/types";
import { AssumeRoleDenied, AssumeRoleFailed } from "./errors";
import type { RoleRequest } from "./options";
import { withoutOwnSecrets } from "./without-own-secrets";

/** Credentials that expire. */
export interface SessionCredentials extends AwsCredentialIdentity {
  readonly expiration: Date;
}

/** One client a region: it keeps its connection, and the function's own credentials. */
const CLIENTS = new Map<string, STSClient>();

/** A call that hangs becomes an error before the function's time is over. The SDK has no limits of its own. */
const TIME_LIMITS = { connectionTimeout: 2_000, requestTimeout: 5_000, throwOnRequestTimeout: true };

/**
 * Assumes a role.
 * @throws AssumeRoleDenied if AWS refuses it
 * @throws AssumeRoleFailed if it fails for any other reason
 */
export async function assumeRole({ region, ...request }: RoleRequest): Promise<SessionCredentials> {
  const roleArn = request.RoleArn;
  const answer = await clientOf(region)
    .send(new AssumeRoleCommand(request))
    .catch((error: unknown) => {
      throw typedError(roleArn, error);
    });
  const { AccessKeyId, SecretAccessKey, SessionToken, Expiration } = answer.Credentials ?? {};
  if (AccessKeyId && SecretAccessKey && SessionToken && Expiration) {
    return {
      accessKeyId: AccessKeyId,
      secretAccessKey: SecretAccessKey,
      sessionToken: SessionToken,
      expiration: Expiration,
    };
  }
  throw new AssumeRoleFailed(roleArn, "AWS STS answered without credentials.");
}

function clientOf(region: string): STSClient {
  const known = CLIENTS.get(region);
  if (known) return known;
  const client = new STSClient({ region, requestHandler: TIME_LIMITS });
  CLIENTS.set(region, client);
  return client;
}

/** The error itself stays behind: what the SDK hangs on it may hold the request with its signature. A copy goes on. */
function typedError(roleArn: string, error: unknown): AssumeRoleDenied | AssumeRoleFailed {
  if (!(error instanceof Error))
    return new AssumeRoleFailed(roleArn, "something other than an Error was thrown.");
  const { name } = error;
  const message = withoutOwnSecrets(error.message, process.env);
  if (name === "AccessDenied" || name === "AccessDeniedException")
    return new AssumeRoleDenied(roleArn, message);
  const cause = Object.assign(new Error(message), { name });
  return new AssumeRoleFailed(roleArn, `${name}: ${message}`, cause);
}
