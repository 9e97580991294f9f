import type { DynamodbTableConfig } from "@cdktf/provider-aws/lib/dynamodb-table";
import type { TableConfig } from "../config/schema";

/** What scanners would like a table to have. */
export const TABLE_EXCEPTIONS = {
  CKV_AWS_28: "a table that goes without recovery has its reason in the environment file",
  CKV_AWS_119: "the key that AWS owns is the default; `encryption: customer-managed` gives it one of its own",
};

/**
 * What the environment file says of a table, with a stream or without.
 * @param keyArn ARN of the customer-managed key that encrypts it; the key that AWS owns if absent
 */
export function tableSettings(config: TableConfig, keyArn?: string): DynamodbTableConfig {
  return {
    name: config.tableName,
    ...keySchema(config),
    ...billing(config),
    pointInTimeRecovery: recovery(config),
    deletionProtectionEnabled: config.deletionProtection,
    // Enabled without a key would mean the AWS-managed key, which no other account can use.
    ...(keyArn === undefined ? {} : { serverSideEncryption: { enabled: true, kmsKeyArn: keyArn } }),
  };
}

function keySchema({ partitionKey, sortKey }: TableConfig) {
  const keys = sortKey === undefined ? [partitionKey] : [partitionKey, sortKey];
  return {
    hashKey: partitionKey.name,
    rangeKey: sortKey?.name,
    attribute: keys.map(({ name, type }) => ({ name, type })),
  };
}

function billing({ billing }: TableConfig) {
  if (billing.mode === "PAY_PER_REQUEST") return { billingMode: billing.mode };
  return {
    billingMode: billing.mode,
    readCapacity: billing.readCapacity,
    writeCapacity: billing.writeCapacity,
  };
}

function recovery({ pointInTimeRecovery: { enabled, recoveryPeriodInDays } }: TableConfig) {
  return enabled ? { enabled, recoveryPeriodInDays } : { enabled };
}
