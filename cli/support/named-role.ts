import type { AssumedRole } from "../../accounts/account-session";
import { qualifiedRoleName } from "../../config/arns";
import { deployRoleOf } from "../../config/deploy-role";
import { operatorRoles } from "../../config/operator-roles";
import { accountOf } from "../../config/placement";
import type { Environment } from "../../config/schema";

/**
 * A role that an option names, with the external ID that goes with it: the one that the user gives, or else the one of
 * the role of this name that the environment file has in the account.
 */
export function namedRole(
  environment: Environment,
  accountId: string,
  roleName: string,
  externalId: string | undefined,
): AssumedRole {
  return {
    roleName,
    externalId:
      externalId ?? rolesIn(environment, accountId).find((one) => one.roleName === roleName)?.externalId,
  };
}

/** The roles that the file has in an account and that ask for an external ID, or might. */
function rolesIn(environment: Environment, accountId: string): AssumedRole[] {
  const accounts = Object.values(environment.accounts).filter(({ id }) => id === accountId);
  const sources = Object.values(environment.sources).filter(
    (source) => accountOf(source, environment).id === accountId,
  );
  return [
    ...accounts
      .flatMap((account) => deployRoleOf(account) ?? [])
      .map(({ name, externalId }) => ({
        roleName: name,
        externalId,
      })),
    ...operatorRoles(environment)
      .filter((role) => role.accountId === accountId)
      .map(({ name, config }) => ({ roleName: name, externalId: config.externalId })),
    ...sources
      .flatMap(({ accessRoles }) => Object.values(accessRoles))
      .map((role) => ({ roleName: qualifiedRoleName(role), externalId: role.externalId })),
  ];
}
