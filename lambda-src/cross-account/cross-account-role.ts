import type { AwsCredentialIdentityProvider } from "@smithy/types";
import { assumeRole } from "./assume-role";
import { type CrossAccountRoleOptions, type RoleRequest, readOptions } from "./options";
import { Session } from "./session";

/** A role of another account. */
export interface CrossAccountRole {
  /** ARN of the role. */
  readonly arn: string;
  /**
   * Credentials of the role, for the `credentials` of any client of the AWS SDK. Kept until five minutes before they
   * expire; requests at the same time share one call to STS.
   * @throws AssumeRoleDenied if AWS refuses the role
   * @throws AssumeRoleFailed if it cannot be assumed for any other reason
   */
  readonly credentials: AwsCredentialIdentityProvider;
  /** Lets go of the credentials: whoever asks next assumes the role anew. Clients may still hold theirs. */
  release(): void;
}

/** One session for all who ask for the same role in the same way. */
const SESSIONS = new Map<string, Session>();

/**
 * A role of another account. It is not assumed before its credentials are asked for.
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
