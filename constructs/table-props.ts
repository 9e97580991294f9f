import type { DynamodbTableConfig } from "@cdktf/provider-aws/lib/dynamodb-table";

/** A key attribute of a table. */
export interface KeyAttribute {
  /** 1 to 255 characters. */
  readonly name: string;
  /**
   * `S` string, `N` number, `B` binary.
   * @default S
   */
  readonly type?: "S" | "N" | "B";
}

/** How a table's capacity is paid for. Units are DynamoDB's read and write capacity units. */
export type TableBilling =
  | { readonly mode: "PAY_PER_REQUEST" }
  | { readonly mode: "PROVISIONED"; readonly readCapacity: number; readonly writeCapacity: number };

/** Continuous backups of a table. */
export interface PointInTimeRecovery {
  readonly enabled: boolean;
  /**
   * How far back the table can be restored: 1 to 35 days.
   * @default 35
   */
  readonly recoveryPeriodInDays?: number;
}

/** The settings of a table, with or without a stream. */
export interface TableProps {
  /** Name of the table: 3 to 255 letters, digits and characters of `_.-`. A new name makes a new table. */
  readonly tableName: string;
  readonly partitionKey: KeyAttribute;
  /** @default no sort key */
  readonly sortKey?: KeyAttribute;
  /** @default { mode: "PAY_PER_REQUEST" } */
  readonly billing?: TableBilling;
  /** @default { enabled: true } */
  readonly pointInTimeRecovery?: PointInTimeRecovery;
  /**
   * Whether DynamoDB refuses to delete the table, and Terraform to plan it. Without the latter, a change that replaces the
   * table would fail half-way: with the stream's policy gone and the table still there.
   * @default true
   */
  readonly deletionProtection?: boolean;
  /**
   * ARN of the customer-managed KMS key that encrypts the table and its stream. An AWS-managed key
   * (`alias/aws/dynamodb`) cannot be used across accounts.
   * @default a key that AWS owns; readers in other accounts need no permission for it
   */
  readonly keyArn?: string;
  /**
   * Where these settings are, for messages of a plan that is refused, such as `sources.orders`.
   * @default the construct's path
   */
  readonly settingsPlace?: string;
}

/** The settings that have defaults, complete. */
export function withTableDefaults<T extends TableProps>({
  billing = { mode: "PAY_PER_REQUEST" },
  pointInTimeRecovery = { enabled: true },
  deletionProtection = true,
  ...props
}: T) {
  return { ...props, billing, pointInTimeRecovery, deletionProtection };
}

/** The checks of security scanners that tables fail on purpose. */
export const TABLE_EXCEPTIONS = {
  CKV_AWS_28: "point-in-time recovery is on by default, and off only where it is turned off explicitly",
  CKV_AWS_119: "a key that AWS owns is the default; keyArn sets a customer-managed key",
};

/** What the provider's table resource gets. */
export function tableConfig(props: TableProps): DynamodbTableConfig {
  const { tableName, deletionProtection, keyArn, billing, pointInTimeRecovery } = withTableDefaults(props);
  return {
    name: tableName,
    ...keySchema(props),
    ...capacity(billing),
    pointInTimeRecovery: recovery(pointInTimeRecovery),
    deletionProtectionEnabled: deletionProtection,
    serverSideEncryption: encryption(keyArn),
    ...(deletionProtection && { lifecycle: { preventDestroy: true } }),
  };
}

function keySchema({ partitionKey, sortKey }: TableProps) {
  const keys = sortKey === undefined ? [partitionKey] : [partitionKey, sortKey];
  return {
    hashKey: partitionKey.name,
    rangeKey: sortKey?.name,
    attribute: keys.map(({ name, type = "S" }) => ({ name, type })),
  };
}

function capacity(billing: TableBilling) {
  if (billing.mode === "PAY_PER_REQUEST") return { billingMode: billing.mode };
  const { mode, readCapacity, writeCapacity } = billing;
  return { billingMode: mode, readCapacity, writeCapacity };
}

/** DynamoDB refuses a period where recovery is off. */
function recovery({ enabled, recoveryPeriodInDays }: PointInTimeRecovery) {
  return enabled ? { enabled, recoveryPeriodInDays } : { enabled };
}

/**
 * Always said: without the block the provider would leave an earlier key on the table, and Terraform destroy that key.
 * Enabled without a key would mean the AWS-managed key, which no other account can use.
 */
function encryption(keyArn: string | undefined) {
  return keyArn === undefined ? { enabled: false } : { enabled: true, kmsKeyArn: keyArn };
}
