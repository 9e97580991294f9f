import { type AccountReader, accountReader } from "../../access/deployed/account-reader";
import type { AccountScope } from "../../accounts/account-session";
import type { Environment } from "../../config/schema";
import { connectAccounts } from "../support/connect-accounts";

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
  const connect = connectAccounts(environment, "access");
  const role = readRole === undefined ? undefined : { roleName: readRole };
  return async (scope) => accountReader(await connect(scope, role));
}
