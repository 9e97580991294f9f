import { functionsOf } from "../config/functions";
import { operatorRoles } from "../config/operator-roles";
import { permissionsOf } from "../config/permissions";
import { accountOf } from "../config/placement";
import type { Environment } from "../config/schema";
import { streamGrantsOf } from "../config/stream-grants";
import { DECRYPT_ACTIONS, STREAM_READ_ACTIONS } from "../constructs/reader-actions";
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
    arguedStatements: [...arguedStatements(environment), ...organizationStatements(environment)],
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

/** Statements about streams in all accounts of the organization, of one function's role each. */
function organizationStatements(environment: Environment): ArguedStatement[] {
  return functionsOf(environment).flatMap(({ consumer, part, accountId, role: { roleName } }) => {
    const { inOrganization } = streamGrantsOf(environment, consumer, part);
    if (!inOrganization) return [];
    const { organizationId, streamArns, keyArns } = inOrganization;
    const common = {
      resourceType: "aws_iam_role_policy",
      policy: "identity",
      attachedTo: roleName,
      effect: "Allow",
      condition: {
        StringEquals: { "aws:ResourceOrgID": organizationId },
        StringNotEquals: { "aws:ResourceAccount": accountId },
      },
    } as const;
    const reads: ArguedStatement = {
      ...common,
      actions: STREAM_READ_ACTIONS,
      resources: streamArns,
      because:
        "the ARNs of all tenants' streams do not fit into the role's policies; the policy of each stream still decides",
    };
    const decrypts: ArguedStatement = {
      ...common,
      actions: DECRYPT_ACTIONS,
      resources: keyArns,
      because: "the ARNs of all tenants' keys do not fit either; the policy of each key still decides",
    };
    return keyArns.length === 0 ? [reads] : [reads, decrypts];
  });
}

function unprotectedTables(environment: Environment): UnprotectedTable[] {
  return [...unprotectedLedgers(environment), ...unprotectedSources(environment)];
}

function unprotectedLedgers(environment: Environment): UnprotectedTable[] {
  return Object.values(environment.consumers).flatMap((consumer) => {
    const { ledgerTableName: tableName, unprotectedBecause } = consumer.usageMeter ?? {};
    if (tableName === undefined || unprotectedBecause === undefined) return [];
    return [{ accountId: accountOf(consumer, environment).id, tableName, unprotectedBecause }];
  });
}

function unprotectedSources(environment: Environment): UnprotectedTable[] {
  return Object.values(environment.sources).flatMap((source) => {
    const { id: accountId } = accountOf(source, environment);
    return [source, ...Object.values(source.tables)].flatMap(({ tableName, unprotectedBecause }) =>
      unprotectedBecause === undefined ? [] : [{ accountId, tableName, unprotectedBecause }],
    );
  });
}
