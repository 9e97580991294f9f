import { AssumeRoleCommand, STSClient } from "@aws-sdk/client-sts";
import type { AwsCredentialIdentity } from "@smithy/types";
import { redactText } from "../shared/redaction/redact-text";
import { TIME_LIMITS } from "../shared/time-limits";
import { AssumeRoleDenied, AssumeRoleFailed } from "./errors";
import type { RoleRequest } from "./options";

/** Credentials that expire. */
export interface SessionCredentials extends AwsCredentialIdentity {
  readonly expiration: Date;
}

/** One client per region: it keeps its connection and the function's own credentials. */
const CLIENTS = new Map<string, STSClient>();

/**
 * Assumes a role.
 * @throws AssumeRoleDenied if AWS denies it
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

/** A copy of the error without the SDK's own properties, which may hold the request with its signature. */
function typedError(roleArn: string, error: unknown): AssumeRoleDenied | AssumeRoleFailed {
  if (!(error instanceof Error))
    return new AssumeRoleFailed(roleArn, "something other than an Error was thrown.");
  const { name } = error;
  const message = redactText(error.message);
  if (name === "AccessDenied" || name === "AccessDeniedException")
    return new AssumeRoleDenied(roleArn, message);
  const cause = Object.assign(new Error(message), { name });
  return new AssumeRoleFailed(roleArn, `${name}: ${message}`, cause);
}
