import type { DynamodbTableConfig } from "@cdktf/provider-aws/lib/dynamodb-table";
import type { TerraformResourceLifecycle } from "cdktf";
import type { KeyAttribute } from "./key-attribute";
import { indexConfig, indexKeyAttributes, type SecondaryIndexes } from "./secondary-index";
import { scaledKinds, type TableBilling } from "./table-billing";

/** Continuous backups of a table. */
export interface PointInTimeRecovery {
  readonly enabled: boolean;
  /**
   * How far back the table can be restored: 1 to 35 days.
   * @default 35
   */
  readonly recoveryPeriodInDays?: number;
}

/** Items that DynamoDB deletes when they expire. */
export interface TimeToLive {
  /** Name of the attribute that holds an item's time of expiry, in seconds since 1970. */
  readonly attribute: string;
  /** @default true */
  readonly enabled?: boolean;
}

/** The settings of a table, with or without a stream. */
export interface TableProps extends SecondaryIndexes {
  /** Name of the table: 3 to 255 letters, digits and characters of `_.-`. A new name makes a new table. */
  readonly tableName: string;
  readonly partitionKey: KeyAttribute;
  /** @default no sort key */
  readonly sortKey?: KeyAttribute;
  /**
   * To turn it off, set `enabled` to false: the provider leaves a table alone that says nothing of it.
   * @default a new table keeps its items; a table that has a time to live keeps it
   */
  readonly timeToLive?: TimeToLive;
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
   * Whether Terraform imports the table of this name that is there already, instead of creating one. It has no effect
   * on a table that is in the state.
   * @default false
   */
  readonly adopt?: boolean;
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
  const { tableName, deletionProtection, keyArn, billing, pointInTimeRecovery, timeToLive } =
    withTableDefaults(props);
  return {
    name: tableName,
    ...keySchema(props),
    ...indexConfig(props),
    ...capacity(billing),
    ...(timeToLive && { ttl: expiry(timeToLive) }),
    pointInTimeRecovery: recovery(pointInTimeRecovery),
    deletionProtectionEnabled: deletionProtection,
    serverSideEncryption: encryption(keyArn),
    lifecycle: tableLifecycle(deletionProtection, billing),
  };
}

/** Terraform must not set back what autoscaling has set. Undefined if there is nothing to say. */
function tableLifecycle(
  deletionProtection: boolean,
  billing: TableBilling,
): TerraformResourceLifecycle | undefined {
  const ignoreChanges = scaledKinds(billing).map((kind) => `${kind}_capacity`);
  if (!deletionProtection && ignoreChanges.length === 0) return undefined;
  return {
    ...(deletionProtection && { preventDestroy: true }),
    ...(ignoreChanges.length > 0 && { ignoreChanges }),
  };
}

function keySchema({ partitionKey, sortKey, ...indexes }: TableProps) {
  const own = sortKey === undefined ? [partitionKey] : [partitionKey, sortKey];
  // Each attribute once, though several keys may have it.
  const keys = new Map([...own, ...indexKeyAttributes(indexes)].map((key) => [key.name, key]));
  return {
    hashKey: partitionKey.name,
    rangeKey: sortKey?.name,
    attribute: [...keys.values()].map(({ name, type = "S" }) => ({ name, type })),
  };
}

function capacity(billing: TableBilling) {
  if (billing.mode === "PAY_PER_REQUEST") return { billingMode: billing.mode };
  const { mode, readCapacity, writeCapacity } = billing;
  return { billingMode: mode, readCapacity, writeCapacity };
}

/** The attribute is said where it is off, too: DynamoDB takes no request without it. */
function expiry({ attribute, enabled = true }: TimeToLive) {
  return { attributeName: attribute, enabled };
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
