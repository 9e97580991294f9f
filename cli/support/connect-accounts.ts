import {
  type AccountConnection,
  type AccountScope,
  type AccountSessions,
  type AssumedRole,
  accountSessions,
  type ConnectAccount,
} from "../../accounts/account-session";
import { deployRoleOf } from "../../config/deploy-role";
import type { Environment } from "../../config/schema";
import { MANAGEMENT_ACCOUNT_ID, rootCredentials } from "../../sandbox/credentials";
import { requireRunning } from "../../sandbox/require-running";
import { ownAwsLine, sandboxLine } from "../../sandbox/which-aws";
import { namedRole } from "./named-role";

/** Credentials of a caller, given or renewed. */
type Credentials = NonNullable<AccountConnection["credentials"]>;

/**
 * Reaches an account in a role.
 * @param role without one, the account's deploy role is assumed, or no role if it has none
 * @param from credentials to assume the role with, or the ARN of a role that may assume it. At AWS an ARN is ignored: the
 * caller is somebody who may. In the sandbox nobody is signed in, so that role is assumed first.
 * @throws AccountError if a role cannot be assumed, or there are no credentials
 */
export type ConnectAs = (
  scope: AccountScope,
  role?: AssumedRole,
  from?: Credentials | string,
) => Promise<AccountSessions>;

/**
 * How to reach the accounts of an environment: in the sandbox if the environment is one, at AWS otherwise. Without a
 * role of the caller's choice, the account's deploy role is assumed, or no role if it has none.
 * @param sessionName name of the sessions, for the trail of the accounts
 * @throws SandboxError if the environment is a sandbox that does not run
 */
export function connectAccounts(environment: Environment, sessionName: string): ConnectAccount {
  const connect = connectAs(environment, sessionName);
  return (scope, role) => connect(scope, role);
}

/**
 * The same, with a choice of who assumes the role.
 * @throws SandboxError if the environment is a sandbox that does not run
 */
export function connectAs(environment: Environment, sessionName: string): ConnectAs {
  const base = environment.sandbox ? sandboxConnection() : {};
  const open = (scope: AccountScope, role: AssumedRole | undefined, credentials?: Credentials) =>
    accountSessions(scope, { ...base, ...role, ...(credentials && { credentials }), sessionName });
  const signIn = async (arn: string): Promise<Credentials | undefined> => {
    const [, , , , accountId = ""] = arn.split(":");
    const roleName = arn.slice(arn.indexOf(":role/") + ":role/".length);
    const scope = { accountId, region: environment.region };
    return (await open(scope, namedRole(environment, accountId, roleName, undefined))).general.credentials;
  };
  return async (scope, role = deployRole(environment, scope.accountId), from) => {
    if (typeof from !== "string") return open(scope, role, from);
    return open(scope, role, environment.sandbox ? await signIn(from) : undefined);
  };
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
