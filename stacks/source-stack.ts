import type { Construct } from "constructs";
import type { SourceConfig, TableConfig } from "../config/schema";
import { AccessRole } from "../constructs/access-role";
import { ExistingTable } from "../constructs/existing-table";
import type { Grantee } from "../constructs/grantee";
import { PlainTable } from "../constructs/plain-table";
import { StreamPolicy } from "../constructs/stream-policy";
import { StreamedTable } from "../constructs/streamed-table";
import { TableKey } from "../constructs/table-key";
import { AccountStack, type AccountStackProps } from "./account-stack";
import { accessRoleProps, type ReadableTable } from "./props/access-roles";
import { existingTableProps, streamedTableProps, tableProps } from "./props/tables";
import { KEY_ARN_OUTPUT, STREAM_ARN_OUTPUT } from "./source-outputs";

export interface SourceStackProps extends AccountStackProps {
  readonly config: SourceConfig;
  /** The source's key in the environment file; access roles name the streamed table by it. */
  readonly name: string;
  /** Who may read the stream. Names are enough: the roles need not exist yet. */
  readonly readers: readonly Grantee[];
  /** Who may assume each access role, by the role's key. */
  readonly trusted: ReadonlyMap<string, readonly Grantee[]>;
}

/**
 * What a stack had of a table that it made, once the file says that the table is its owner's: it is forgotten, because
 * destroying it would delete the table and the key of its data.
 */
const HANDED_OVER = ["aws_dynamodb_table.table", "aws_kms_key.table_key", "aws_kms_alias.table_key_alias"];

/** The source account's part: a table, its stream and who may read it; further tables, and roles that may read them. */
export class SourceStack extends AccountStack {
  constructor(scope: Construct, id: string, props: SourceStackProps) {
    super(scope, id, props);
    const { config, readers } = props;
    const keyArn = this.keyOf(props, "table-key", config, readers);
    const table = this.addStreamedTable(props, keyArn);
    if (readers.length > 0) {
      new StreamPolicy(this, "stream-policy", { streamArn: table.streamArn, readers });
    }
    this.addOutput("table_name", "Name of the DynamoDB table.", table.tableName);
    this.addOutput("table_arn", "ARN of the DynamoDB table.", table.tableArn);
    this.addOutput(STREAM_ARN_OUTPUT, "ARN of the table's stream, which consumers read.", table.streamArn);
    if (keyArn !== undefined) {
      this.addOutput(KEY_ARN_OUTPUT, "ARN of the KMS key that encrypts the table and its stream.", keyArn);
    }
    const further = this.addTables(props);
    this.addAccessRoles(props, new Map([[props.name, { arn: table.tableArn, keyArn }], ...further]));
  }

  private addStreamedTable(props: SourceStackProps, keyArn: string | undefined) {
    const { config, name } = props;
    const context = { settingsPlace: `sources.${name}`, keyArn };
    if (!config.existing) return new StreamedTable(this, "table", streamedTableProps(config, context));
    this.letGo(props, HANDED_OVER);
    return new ExistingTable(this, "table", existingTableProps(config, context));
  }

  private addTables(props: SourceStackProps): [string, ReadableTable][] {
    const tables = Object.entries(props.config.tables).map(([key, config]): [string, ReadableTable] => {
      const keyArn = this.keyOf(props, `key-${key}`, config, []);
      const settingsPlace = `sources.${props.name}.tables.${key}`;
      const table = new PlainTable(this, `table-${key}`, tableProps(config, { settingsPlace, keyArn }));
      return [key, { arn: table.tableArn, keyArn }];
    });
    if (tables.length > 0) {
      const arns = Object.fromEntries(tables.map(([key, { arn }]) => [key, arn]));
      this.addOutput("table_arns", "ARNs of the tables without a stream, by key.", arns);
    }
    return tables;
  }

  private addAccessRoles(
    { config, region, trusted }: SourceStackProps,
    tables: ReadonlyMap<string, ReadableTable>,
  ): void {
    const roles = Object.entries(config.accessRoles).map(([key, role]) => {
      const props = accessRoleProps(role, { region, trusted: trusted.get(key) ?? [], tables });
      return [key, new AccessRole(this, `access-role-${key}`, props).arn];
    });
    if (roles.length === 0) return;
    const arns = Object.fromEntries(roles);
    this.addOutput("access_role_arns", "ARNs of the roles that consumers' functions assume, by key.", arns);
  }

  /** The ARN of the key that is given, whose policy its owner writes, or else of a new key of the stack. */
  private keyOf(
    { account, region }: SourceStackProps,
    id: string,
    { encryption, tableName }: TableConfig,
    readers: readonly Grantee[],
  ): string | undefined {
    if (encryption.type === "aws-owned") return undefined;
    if (encryption.keyArn !== undefined) return encryption.keyArn;
    return new TableKey(this, id, { accountId: account.id, region, tableName, readers }).arn;
  }
}
