import { type AccountReader, accountReader } from "../../../access/deployed/account-reader";
import { accountSessions } from "../../../accounts/account-session";
import { rootCredentials } from "../../../sandbox/credentials";
import { requireRunning } from "../../../sandbox/require-running";

/** Clients that act as the root user of an account. */
export async function rootReader(accountId: string): Promise<AccountReader> {
  const { emulatorUrl: endpoint, streamMappings, region } = requireRunning();
  const credentials = rootCredentials(accountId);
  const connection = { endpoint, lambdaEndpoint: streamMappings.url, credentials };
  return accountReader(await accountSessions({ accountId, region }, connection));
}
