import { accountSessions, type ConnectAccount } from "../accounts/account-session";
import { rootCredentials } from "../sandbox/credentials";
import type { SandboxState } from "../sandbox/state-folder";

/**
 * Reaches the accounts of the sandbox as their root users, whatever role is asked for.
 * @param running finds the sandbox
 */
export function rootSessions(running: () => SandboxState): ConnectAccount {
  return (scope) => {
    const { emulatorUrl, streamMappings } = running();
    return accountSessions(scope, {
      endpoint: emulatorUrl,
      lambdaEndpoint: streamMappings.url,
      credentials: rootCredentials(scope.accountId),
      sessionName: "console",
    });
  };
}
