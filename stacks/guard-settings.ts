import { functionsOf } from "../config/functions";
import { permissionsOf } from "../config/permissions";
import { accountOf } from "../config/placement";
import type { Environment } from "../config/schema";
import type { GuardSettings, UnprotectedTable } from "../guards/guard-settings";

/** The exceptions to the guards that an environment file allows. */
export function guardSettings(environment: Environment): GuardSettings {
  const { accounts, consumers, sandbox } = environment;
  return {
    accountIds: Object.values(accounts).map(({ id }) => id),
    assumesAnyAccount: Object.values(consumers).some(
      ({ accountSwitcher }) => accountSwitcher?.accounts === "any",
    ),
    allowedWildcards: allowedWildcards(environment),
    unprotectedTables: unprotectedTables(environment),
    sandbox,
  };
}

/** The wildcards that the file gives a reason for, each for one statement and one exact value. */
function allowedWildcards(environment: Environment): Record<string, string> {
  const entries = functionsOf(environment)
    .flatMap(permissionsOf)
    .flatMap(({ id, actions, resources, wildcardBecause }) => {
      if (wildcardBecause === undefined) return [];
      const values = [
        ...actions.map((action) => `Action ${action}`),
        ...resources.map((resource) => `Resource ${resource}`),
      ];
      return values
        .filter((value) => /[*?]/.test(value))
        .map((value) => [`${id} ${value}`, wildcardBecause] as const);
    });
  return Object.fromEntries(entries);
}

function unprotectedTables(environment: Environment): UnprotectedTable[] {
  return Object.values(environment.sources).flatMap((source) => {
    const { id: accountId } = accountOf(source, environment);
    return [source, ...Object.values(source.tables)].flatMap(({ tableName, unprotectedBecause }) =>
      unprotectedBecause === undefined ? [] : [{ accountId, tableName, unprotectedBecause }],
    );
  });
}
