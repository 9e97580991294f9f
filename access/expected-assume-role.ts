import { accountOf } from "../config/placement";
import type { AccessRoleConfig, Environment } from "../config/schema";
import type { Principal, Resource } from "./access-model";
import type { Action } from "./actions";

/** Whether the environment file grants a principal to assume a role. */
export function mayAssume(
  environment: Environment,
  principal: Principal,
  role: Resource,
  { externalId = true }: Action,
): boolean {
  // The policy of a negative control, or of a role as a hypothesis, is open: only the caller's side decides.
  if (role.admittedAccounts !== undefined)
    return isAdmitted(principal, role) && isNeeded(environment, principal, role);
  if (role.part === "operator") return admitsOperator(environment, principal, role, externalId);
  if (role.accessRole === undefined) return principal.kind === "service" && role.part !== undefined;
  const config = environment.sources[role.source ?? ""]?.accessRoles[role.accessRole];
  if (!config || !trusts(config, principal)) return false;
  if (!externalId && config.externalId !== undefined) return false;
  return isNeeded(environment, principal, role) || isGrantedOutright(config, principal, role);
}

function isAdmitted(
  { accountId = "" }: Principal,
  { admittedAccounts = [], accountId: own }: Resource,
): boolean {
  return accountId === own || admittedAccounts.includes(accountId);
}

/** Those who are trusted are not the file's own roles: their policies are assumed to allow everything. */
function admitsOperator(
  { consumers }: Environment,
  { kind, arn }: Principal,
  { consumer = "" }: Resource,
  externalId: boolean,
): boolean {
  const config = consumers[consumer]?.operatorRole;
  if (!config || kind !== "administrator" || !config.trusted.includes(arn)) return false;
  return externalId || config.externalId === undefined;
}

function trusts({ trusted, operators }: AccessRoleConfig, { consumer, part }: Principal): boolean {
  if (part === "operator") return operators.some((key) => key === consumer);
  return trusted.some((one) => one.consumer === consumer && one.function === part);
}

/** Whether the caller's own policies are expected to allow it. */
function isNeeded(environment: Environment, { kind, consumer, part }: Principal, role: Resource): boolean {
  if (kind === "administrator") return true;
  if (part === "operator") return isOperatedThrough(environment, consumer, role);
  const { readerApi, accountSwitcher } = environment.consumers[consumer ?? ""] ?? {};
  if (part === "reader-api") {
    return role.source === readerApi?.source && role.accessRole === readerApi?.accessRole;
  }
  if (part !== "account-switcher" || !accountSwitcher) return false;
  const { accounts, targetRole } = accountSwitcher;
  if (role.arn.split(":role/")[1] !== targetRole) return false;
  return (
    accounts === "any" ||
    accounts.some((key) => accountOf({ account: key }, environment).id === role.accountId)
  );
}

function isOperatedThrough(
  { sources }: Environment,
  consumer: string | undefined,
  { source = "", accessRole = "" }: Resource,
): boolean {
  return sources[source]?.accessRoles[accessRole]?.operators.some((key) => key === consumer) ?? false;
}

/** Within one account, a policy that names the role itself is enough (IAM User Guide, policy evaluation logic). */
function isGrantedOutright({ trusted }: AccessRoleConfig, principal: Principal, role: Resource): boolean {
  const grant = trusted.find((one) => one.consumer === principal.consumer && one.function === principal.part);
  return grant?.grant === "role-arn" && principal.accountId === role.accountId;
}
