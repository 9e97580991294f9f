import {
  type AccountConnection,
  type AssumedRole,
  accountSessions,
  type ConnectAccount,
} from "../../accounts/account-session";
import { deployRoleOf } from "../../config/deploy-role";
import type { Environment } from "../../config/schema";
import { MANAGEMENT_ACCOUNT_ID, rootCredentials } from "../../sandbox/credentials";
import { requireRunning } from "../../sandbox/require-running";
import { ownAwsLine, sandboxLine } from "../../sandbox/which-aws";

/**
 * How to reach the accounts of an environment: in the sandbox if the environment is one, at AWS otherwise. Without a
 * role of the caller's choice, the account's deploy role is assumed, or no role if it has none.
 * @param sessionName name of the sessions, for the trail of the accounts
 * @throws SandboxError if the environment is a sandbox that does not run
 */
export function connectAccounts(environment: Environment, sessionName: string): ConnectAccount {
  const base = environment.sandbox ? sandboxConnection() : {};
  return (scope, role = deployRole(environment, scope.accountId)) =>
    accountSessions(scope, { ...base, ...role, sessionName });
}

/** A line that says which AWS a command talks to. */
export function whichAws({ sandbox, region }: Environment): string {
  return sandbox ? sandboxLine(requireRunning()) : ownAwsLine(process.env, region);
}

/** In the sandbox, roles are assumed from a management account. */
function sandboxConnection(): AccountConnection {
  const { emulatorUrl, streamMappings } = requireRunning();
  return {
    endpoint: emulatorUrl,
    lambdaEndpoint: streamMappings.url,
    credentials: rootCredentials(MANAGEMENT_ACCOUNT_ID),
  };
}

function deployRole({ accounts }: Environment, accountId: string): AssumedRole | undefined {
  const account = Object.values(accounts).find(({ id }) => id === accountId);
  const role = account && deployRoleOf(account);
  return role && { roleName: role.name, externalId: role.externalId };
}
