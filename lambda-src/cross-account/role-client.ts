import type { AwsCredentialIdentityProvider } from "@smithy/types";

/** Any client of the AWS SDK. */
export interface Destroyable {
  destroy(): void;
}

/** A client of the AWS SDK that acts as a role in another account, from one request to the next. */
export interface RoleClient<Client> {
  /**
   * Makes calls. If AWS refuses the credentials because their session is dead, the role is assumed again, and `calls`
   * runs once more with a new client: then calls that had succeeded before the refusal are made twice.
   */
  run<T>(calls: (client: Client) => Promise<T>): Promise<T>;
}

/** Runs work with credentials, and once more with new ones if they turn out to be dead. */
export type Runner = <T>(work: (credentials: AwsCredentialIdentityProvider) => Promise<T>) => Promise<T>;

/** A client for one session, and how many calls are using it. */
interface Lease<Client> {
  readonly client: Client;
  readonly credentials: AwsCredentialIdentityProvider;
  users: number;
}

/** Keeps one client as long as the session lives; SDK clients remember credentials, so a new session needs a new one. */
export class KeptClient<Client extends Destroyable> implements RoleClient<Client> {
  #lease: Lease<Client> | undefined;

  /**
   * @param make makes a client with these credentials
   * @param runner hands out the credentials of the session
   */
  constructor(
    private readonly make: (credentials: AwsCredentialIdentityProvider) => Client,
    private readonly runner: Runner,
  ) {}

  run<T>(calls: (client: Client) => Promise<T>): Promise<T> {
    return this.runner(async (credentials) => {
      const lease = this.#leaseFor(credentials);
      lease.users += 1;
      try {
        return await calls(lease.client);
      } finally {
        lease.users -= 1;
        this.#closeIfUnused(lease);
      }
    });
  }

  #leaseFor(credentials: AwsCredentialIdentityProvider): Lease<Client> {
    const before = this.#lease;
    if (before?.credentials === credentials) return before;
    const lease = { client: this.make(credentials), credentials, users: 0 };
    this.#lease = lease;
    if (before) this.#closeIfUnused(before);
    return lease;
  }

  /** Closes the connections of a client that another one has replaced, unless calls are still using them. */
  #closeIfUnused(lease: Lease<Client>): void {
    if (lease !== this.#lease && lease.users === 0) lease.client.destroy();
  }
}
