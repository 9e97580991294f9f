import type { AwsCredentialIdentityProvider } from "@smithy/types";
import { areCredentialsDead } from "./dead-credentials";
import { type CrossAccountRoleOptions, type RoleRequest, readOptions } from "./options";
import { type Destroyable, KeptClient, type RoleClient } from "./role-client";
import { SessionStore } from "./session-store";

/** A role in another account. */
export interface CrossAccountRole {
  /** ARN of the role. */
  readonly arn: string;
  /**
   * Credentials of the role, for the `credentials` option of any client of the AWS SDK. They are cached until five
   * minutes before they expire; concurrent requests share one call to STS. A client remembers them: use `run` or
   * `client` where the role may be deleted and made again.
   * @throws AssumeRoleDenied if AWS denies access to the role
   * @throws AssumeRoleFailed if it cannot be assumed for any other reason
   */
  readonly credentials: AwsCredentialIdentityProvider;
  /**
   * Runs work with the role's credentials. If AWS refuses them because their session is dead, which is so for up to an
   * hour after the role was deleted and made again, the role is assumed again and the work runs once more, from its start.
   * @param work makes its own clients, with the credentials that it is given
   * @throws what `work` throws; AWS's refusal if the new credentials are refused, too
   */
  run<T>(work: (credentials: AwsCredentialIdentityProvider) => Promise<T>): Promise<T>;
  /**
   * A client that is kept from one request to the next, and replaced when its session is dead.
   * @param make makes the client, with the credentials that it is given
   */
  client<Client extends Destroyable>(
    make: (credentials: AwsCredentialIdentityProvider) => Client,
  ): RoleClient<Client>;
  /** Drops the cached credentials: the next request assumes the role again. SDK clients may still hold theirs. */
  release(): void;
}

const STORE = new SessionStore();

/**
 * A role in another account. It is assumed when its credentials are first requested.
 * @throws InvalidAccountId if the account ID is not 12 digits
 * @throws InvalidRoleOptions with everything else that is wrong with the options
 */
export function crossAccountRole(options: CrossAccountRoleOptions): CrossAccountRole {
  return roleOf(readOptions(options, process.env), STORE);
}

/** The role of a request, with its session in a store. */
export function roleOf(request: RoleRequest, store: SessionStore): CrossAccountRole {
  const attempt = async <T>(work: (credentials: AwsCredentialIdentityProvider) => Promise<T>): Promise<T> => {
    const session = store.sessionOf(request);
    try {
      return await work(session.credentials);
    } catch (error) {
      if (areCredentialsDead(error)) store.drop(request, session);
      throw error;
    }
  };
  const run: CrossAccountRole["run"] = (work) =>
    attempt(work).catch((error: unknown) => {
      if (areCredentialsDead(error)) return attempt(work);
      throw error;
    });
  return {
    arn: request.RoleArn,
    credentials: () => store.sessionOf(request).credentials(),
    run,
    client: (make) => new KeptClient(make, run),
    release: () => store.release(request),
  };
}
