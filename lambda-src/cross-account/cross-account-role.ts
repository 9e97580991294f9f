import type { AwsCredentialIdentityProvider } from "@smithy/types";
import { assumeRole } from "./assume-role";
import { type CrossAccountRoleOptions, type RoleRequest, readOptions } from "./options";
import { Session } from "./session";

/** A role in another account. */
export interface CrossAccountRole {
  /** ARN of the role. */
  readonly arn: string;
  /**
   * Credentials of the role, for the `credentials` option of any client of the AWS SDK. They are cached until five
   * minutes before they expire; concurrent requests share one call to STS.
   * @throws AssumeRoleDenied if AWS denies access to the role
   * @throws AssumeRoleFailed if it cannot be assumed for any other reason
   */
  readonly credentials: AwsCredentialIdentityProvider;
  /** Drops the cached credentials: the next request assumes the role again. Clients may still hold theirs. */
  release(): void;
}

/** One session for all requests with the same options. */
const SESSIONS = new Map<string, Session>();

/**
 * A role in another account. It is assumed when its credentials are first requested.
 * @throws InvalidAccountId if the account ID is not 12 digits
 * @throws InvalidRoleOptions with everything else that is wrong with the options
 */
export function crossAccountRole(options: CrossAccountRoleOptions): CrossAccountRole {
  const request = readOptions(options, process.env);
  const key = JSON.stringify(request);
  return {
    arn: request.RoleArn,
    credentials: () => sessionOf(key, request).credentials(),
    release: () => {
      SESSIONS.delete(key);
    },
  };
}

function sessionOf(key: string, request: RoleRequest): Session {
  const known = SESSIONS.get(key);
  if (known) return known;
  const session = new Session(() => assumeRole(request));
  SESSIONS.set(key, session);
  return session;
}
