import { functionsOf } from "../config/functions";
import { operatorRoles } from "../config/operator-roles";
import { permissionsOf } from "../config/permissions";
import { accountOf } from "../config/placement";
import type { Environment } from "../config/schema";
import type { ArguedStatement } from "../guards/argued-statement";
import type { GuardSettings, UnprotectedTable } from "../guards/guard-settings";

/** The exceptions to the guards that an environment file allows. */
export function guardSettings(environment: Environment): GuardSettings {
  const { accounts, consumers, sandbox } = environment;
  return {
    accountIds: Object.values(accounts).map(({ id }) => id),
    assumesAnyAccount: Object.values(consumers).some(
      ({ accountSwitcher }) => accountSwitcher?.accounts === "any",
    ),
    existingRoles: [
      ...operatorRoles(environment).flatMap(({ config }) => config.trusted),
      ...Object.values(environment.sources).flatMap(({ readers }) =>
        readers.flatMap(({ role }) => role ?? []),
      ),
    ],
    arguedStatements: arguedStatements(environment),
    unprotectedTables: unprotectedTables(environment),
    sandbox,
  };
}

/** The statements with wildcards that the file gives a reason for, each of one function's role. */
function arguedStatements(environment: Environment): ArguedStatement[] {
  return functionsOf(environment).flatMap((fn) =>
    permissionsOf(fn).flatMap(({ actions, resources, conditions, wildcardBecause }) => {
      if (wildcardBecause === undefined) return [];
      return {
        resourceType: "aws_iam_role_policy",
        policy: "identity",
        attachedTo: fn.role.roleName,
        effect: "Allow",
        actions,
        resources,
        ...(conditions && { condition: conditions }),
        because: wildcardBecause,
      };
    }),
  );
}

function unprotectedTables(environment: Environment): UnprotectedTable[] {
  return Object.values(environment.sources).flatMap((source) => {
    const { id: accountId } = accountOf(source, environment);
    return [source, ...Object.values(source.tables)].flatMap(({ tableName, unprotectedBecause }) =>
      unprotectedBecause === undefined ? [] : [{ accountId, tableName, unprotectedBecause }],
    );
  });
}
