import { partitionOf } from "../../../config/arns";
import { accountOf, regionOf } from "../../../config/placement";
import type { Environment, SourceConfig, TableConfig } from "../../../config/schema";
import { stackName } from "../../../config/stack-names";
import type { ExpectedStatement, Settings, StackInventory } from "../stack-inventory";
import { accessRoleElements } from "./access-roles";
import { type Admitted, allow, readersOf } from "./admitted";
import { existingTableElements, FORGOTTEN, streamedTable } from "./existing-table";
import { DECRYPT, READ_STREAM } from "./read-stream";
import { type ExpectedState, expectedBackend, expectedProvider } from "./state";
import { type ExpectedTable, keyOf, tableElements } from "./tables";
import { ref, terraformName } from "./text";

/** What a source of the file implies. */
export function expectedSource(environment: Environment, key: string, state: ExpectedState): StackInventory {
  const source = environment.sources[key];
  if (!source) throw new Error(`there is no source ${key}`);
  const name = stackName("source", key, source);
  const region = regionOf(source, environment);
  const account = accountOf(source, environment);
  const partition = partitionOf(region);
  const readers = readersOf(environment, key, source);
  const rootArn = `arn:${partition}:iam::${account.id}:root`;
  const tables = tablesOf(key, source);
  const keys = Object.entries({ table_key: [source, readers] as const, ...furtherKeys(source) });
  return {
    name,
    provider: expectedProvider(name, account, { partition, region }),
    state: expectedBackend(name, state),
    elements: {
      ...Object.assign(
        {},
        ...[...tables].map(([one, table]) => elementsOf(table, one === key ? source : undefined)),
      ),
      ...Object.assign(
        {},
        ...keys.map(([keyName, [table, admitted]]) => keyElements(keyName, table, rootArn, admitted)),
      ),
      ...streamPolicy(streamedTable(source), readers),
      ...accessRoleElements(environment, source, { partition, tables }),
    },
    imports: imports(tables),
    removed: source.existing ? FORGOTTEN : undefined,
    outputs: outputs(source, tables),
  };
}

function elementsOf(table: ExpectedTable, stream: SourceConfig | undefined): Record<string, Settings> {
  return stream?.existing ? existingTableElements(table, stream) : tableElements(table, stream);
}

/** The streamed table by the source's own key, and the further ones by theirs. */
function tablesOf(key: string, source: SourceConfig): Map<string, ExpectedTable> {
  const further = Object.entries(source.tables).map(([one, config]): [string, ExpectedTable] => {
    const keyArn = keyOf(config, `key_${terraformName(one)}`);
    const name = `table_${terraformName(one)}`;
    return [one, { name, address: `aws_dynamodb_table.${name}`, config, keyArn }];
  });
  const keyArn = keyOf(source, "table_key");
  const address = streamedTable(source);
  return new Map([[key, { name: "table", address, config: source, keyArn }], ...further]);
}

/** Nobody reads the streams of further tables: they have none. */
function furtherKeys({ tables }: SourceConfig): Record<string, readonly [TableConfig, readonly Admitted[]]> {
  return Object.fromEntries(
    Object.entries(tables).map(([key, table]) => [`key_${terraformName(key)}`, [table, []]]),
  );
}

function keyElements(
  name: string,
  { tableName, encryption }: TableConfig,
  rootArn: string,
  readers: readonly Admitted[],
): Record<string, Settings> {
  if (encryption.type === "aws-owned" || encryption.keyArn !== undefined) return {};
  const administers: ExpectedStatement = {
    Effect: "Allow",
    Principal: { AWS: rootArn },
    Action: "kms:*",
    Resource: "*",
  };
  return {
    [`aws_kms_key.${name}`]: {
      enable_key_rotation: true,
      lifecycle: { create_before_destroy: true },
      policy: [administers, ...readers.map((one) => allow(one, { Action: DECRYPT, Resource: "*" }))],
    },
    [`aws_kms_alias.${name}_alias`]: {
      name: `alias/dynamodb/${tableName.replaceAll(".", "/")}`,
      target_key_id: ref(`aws_kms_key.${name}`, "key_id"),
    },
  };
}

function streamPolicy(table: string, readers: readonly Admitted[]): Record<string, Settings> {
  if (readers.length === 0) return {};
  const streamArn = ref(table, "stream_arn");
  const policy = readers.map((one) => allow(one, { Action: READ_STREAM, Resource: streamArn }));
  return { "aws_dynamodb_resource_policy.stream_policy": { resource_arn: streamArn, policy } };
}

/** Tables that are there already. */
function imports(tables: ReadonlyMap<string, ExpectedTable>): Settings[] | undefined {
  const adopted = [...tables.values()].filter(({ config }) => config.adopt);
  if (adopted.length === 0) return undefined;
  return adopted.map(({ name, config }) => ({ id: config.tableName, to: `aws_dynamodb_table.${name}` }));
}

function outputs(source: SourceConfig, all: ReadonlyMap<string, ExpectedTable>): Settings {
  const { tables, accessRoles } = source;
  const table = streamedTable(source);
  const arns = (type: string, prefix: string, keys: readonly string[]) =>
    keys.length === 0
      ? undefined
      : Object.fromEntries(
          keys.map((key) => [key, ref(`${type}.${prefix}${terraformName(key)}`, "arn")] as const),
        );
  const [[, streamed] = []] = all;
  return {
    table_name: ref(table, "name"),
    table_arn: ref(table, "arn"),
    stream_arn: ref(table, "stream_arn"),
    key_arn: streamed?.keyArn,
    table_arns: arns("aws_dynamodb_table", "table_", Object.keys(tables)),
    access_role_arns: arns("aws_iam_role", "access_role_", Object.keys(accessRoles)),
  };
}
