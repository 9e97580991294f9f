import { qualifiedRoleName } from "./arns";
import { fromLoaded } from "./loaded";
import { accountOf, regionOf } from "./placement";
import type {
  AccessRoleConfig,
  AccountSwitcherConfig,
  Environment,
  FunctionConfig,
  ReaderApiConfig,
  SourceConfig,
  TableConfig,
  UsageMeterConfig,
} from "./schema";

/** Namespace of the functions' own metrics in CloudWatch. */
export const METRICS_NAMESPACE = "CrossAccountStreams";

/** Environment variables that the stack sets for the reader API's function. */
export const READER_VARIABLES = [
  "SOURCE_ACCOUNT_ID",
  "ACCESS_ROLE_NAME",
  "EXTERNAL_ID",
  "TABLE_NAME",
  "TABLE_REGION",
  "KEY_ATTRIBUTES",
  "MAX_ITEMS",
  "MAX_SEGMENTS",
] as const;

/** Environment variables that the stack sets for the account switcher's function. */
export const SWITCHER_VARIABLES = ["TARGET_ROLE_NAME", "EXTERNAL_ID"] as const;

/** Environment variables that the stack sets for the usage meter's function. */
export const METER_VARIABLES = ["LEDGER_TABLE", "WINDOW_SECONDS", "SUMS", "DISTINCT_KEYS"] as const;

type Variables<Name extends string> = Omit<Record<Name, string>, "EXTERNAL_ID"> & { EXTERNAL_ID?: string };

/** Environment variables of every function. */
export function functionVariables({ name }: FunctionConfig): Record<string, string> {
  return { POWERTOOLS_SERVICE_NAME: name, POWERTOOLS_METRICS_NAMESPACE: METRICS_NAMESPACE };
}

/** Environment variables of the reader API's function: the table, the role to assume, and the limits of an answer. */
export function readerVariables(
  environment: Environment,
  reader: ReaderApiConfig,
): Variables<(typeof READER_VARIABLES)[number]> {
  const source = fromLoaded(environment.sources[reader.source], `sources.${reader.source}`);
  const role = accessRoleOf(source, reader);
  const table = tableOf(source, reader.source, reader.table);
  const keys = [table.partitionKey, table.sortKey].flatMap((key) => key?.name ?? []);
  return {
    SOURCE_ACCOUNT_ID: accountOf(source, environment).id,
    ACCESS_ROLE_NAME: qualifiedRoleName(role),
    ...(role.externalId !== undefined && { EXTERNAL_ID: role.externalId }),
    TABLE_NAME: table.tableName,
    TABLE_REGION: regionOf(source, environment),
    KEY_ATTRIBUTES: JSON.stringify(keys),
    MAX_ITEMS: String(reader.maxItems),
    MAX_SEGMENTS: String(reader.maxSegments),
  };
}

/** Environment variables of the account switcher's function. */
export function switcherVariables({
  targetRole,
  externalId,
}: AccountSwitcherConfig): Variables<(typeof SWITCHER_VARIABLES)[number]> {
  return { TARGET_ROLE_NAME: targetRole, ...(externalId !== undefined && { EXTERNAL_ID: externalId }) };
}

/** Environment variables of the usage meter's function: what it measures, and where it keeps it. */
export function meterVariables({
  ledgerTableName,
  windowSeconds,
  sums,
  distinctKeys,
}: UsageMeterConfig): Variables<(typeof METER_VARIABLES)[number]> {
  return {
    LEDGER_TABLE: ledgerTableName,
    WINDOW_SECONDS: String(windowSeconds),
    SUMS: JSON.stringify(sums),
    DISTINCT_KEYS: String(distinctKeys),
  };
}

/**
 * A table of a source: one of its `tables`, or the streamed one by the source's own key.
 * @throws Error if there is none, which `loadEnvironment` rules out
 */
export function tableOf(source: SourceConfig, sourceKey: string, table: string): TableConfig {
  return table === sourceKey
    ? source
    : fromLoaded(source.tables[table], `sources.${sourceKey}.tables.${table}`);
}

function accessRoleOf(source: SourceConfig, { source: key, accessRole }: ReaderApiConfig): AccessRoleConfig {
  return fromLoaded(source.accessRoles[accessRole], `sources.${key}.accessRoles.${accessRole}`);
}
