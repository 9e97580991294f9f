import {
  type AccountConnection,
  type AccountReader,
  type AccountScope,
  accountReader,
} from "../../access/deployed/account-reader";
import { deployRoleOf } from "../../config/deploy-role";
import type { Environment } from "../../config/schema";
import { MANAGEMENT_ACCOUNT_ID, rootCredentials } from "../../sandbox/credentials";
import { requireRunning } from "../../sandbox/require-running";
import { ownAwsLine, sandboxLine } from "../../sandbox/which-aws";

/**
 * How to read what is deployed: in the sandbox if the environment is one, at AWS otherwise.
 * @param readRole name of the role to assume in each account; the account's deploy role if absent, or no role if it
 * has none
 * @throws SandboxError if the environment is a sandbox that does not run
 */
export function deployedAccounts(
  environment: Environment,
  readRole?: string,
): (scope: AccountScope) => Promise<AccountReader> {
  const connection = environment.sandbox ? sandboxConnection() : {};
  return (scope) =>
    accountReader(scope, {
      ...connection,
      ...(readRole === undefined ? deployRole(environment, scope) : { roleName: readRole }),
    });
}

/** A line that says which AWS is read. */
export function deployedWhere({ sandbox, region }: Environment): string {
  return sandbox ? sandboxLine(requireRunning()) : ownAwsLine(process.env, region);
}

/** In the sandbox, deploy roles are assumed from a management account. */
function sandboxConnection(): AccountConnection {
  const { emulatorUrl, streamMappings } = requireRunning();
  return {
    endpoint: emulatorUrl,
    lambdaEndpoint: streamMappings.url,
    credentials: rootCredentials(MANAGEMENT_ACCOUNT_ID),
  };
}

function deployRole({ accounts }: Environment, { accountId }: AccountScope): AccountConnection {
  const account = Object.values(accounts).find(({ id }) => id === accountId);
  const role = account && deployRoleOf(account);
  return role ? { roleName: role.name, ...(role.externalId && { externalId: role.externalId }) } : {};
}
