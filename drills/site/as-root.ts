import { rootCredentials } from "../../sandbox/credentials";
import { requireRunning } from "../../sandbox/require-running";
import { REGION } from "./content";

/** How a client of the AWS SDK reaches the sandbox as the root user of an account. */
export interface RootConfig {
  readonly endpoint: string;
  readonly region: string;
  readonly credentials: ReturnType<typeof rootCredentials>;
}

/** Acts with a client of its own as the root user of an account. */
export async function asRoot<Client extends { destroy(): void }, T>(
  accountId: string,
  make: (config: RootConfig) => Client,
  act: (client: Client) => Promise<T>,
): Promise<T> {
  const client = make({
    endpoint: requireRunning().emulatorUrl,
    region: REGION,
    credentials: rootCredentials(accountId),
  });
  try {
    return await act(client);
  } finally {
    client.destroy();
  }
}
