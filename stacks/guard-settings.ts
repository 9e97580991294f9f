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
    unprotectedTables: unprotectedTables(environment),
    sandbox,
  };
}

function unprotectedTables(environment: Environment): UnprotectedTable[] {
  return Object.values(environment.sources).flatMap((source) => {
    const { id: accountId } = accountOf(source, environment);
    return [source, ...Object.values(source.tables)].flatMap(({ tableName, unprotectedBecause }) =>
      unprotectedBecause === undefined ? [] : [{ accountId, tableName, unprotectedBecause }],
    );
  });
}
