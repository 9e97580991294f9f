import { DynamodbTable, type DynamodbTableConfig } from "@cdktf/provider-aws/lib/dynamodb-table";
import { Construct } from "constructs";
import type { SourceConfig } from "../config/schema";
import { exceptFromScan } from "./scan-exceptions";

export interface StreamedTableProps {
  readonly config: SourceConfig;
  /**
   * ARN of the customer-managed key that encrypts the table and its stream.
   * @default the key that AWS owns, which readers of other accounts need no permission for
   */
  readonly keyArn?: string;
}

/** What scanners would like a table to have. */
const EXCEPTIONS = {
  CKV_AWS_28: "a table that goes without recovery has its reason in the environment file",
  CKV_AWS_119: "the key that AWS owns is the default; `encryption: customer-managed` gives it one of its own",
};

/** A DynamoDB table whose changes go to a stream. */
export class StreamedTable extends Construct {
  /** Name of the table. */
  readonly tableName: string;
  /** ARN of the table. */
  readonly tableArn: string;
  /** ARN of the stream; a change of the stream's view type makes a new one. */
  readonly streamArn: string;

  constructor(scope: Construct, id: string, { config, keyArn }: StreamedTableProps) {
    super(scope, id);
    const table = new DynamodbTable(this, "this", {
      name: config.tableName,
      ...keySchema(config),
      ...billing(config),
      streamEnabled: true,
      streamViewType: config.streamViewType,
      pointInTimeRecovery: recovery(config),
      deletionProtectionEnabled: config.deletionProtection,
      // Enabled without a key would mean the AWS-managed key, which no other account can use.
      ...(keyArn === undefined ? {} : { serverSideEncryption: { enabled: true, kmsKeyArn: keyArn } }),
    });
    exceptFromScan(table, EXCEPTIONS);
    this.tableName = table.name;
    this.tableArn = table.arn;
    this.streamArn = table.streamArn;
  }
}

function keySchema({ partitionKey, sortKey }: SourceConfig): Partial<DynamodbTableConfig> {
  const keys = sortKey === undefined ? [partitionKey] : [partitionKey, sortKey];
  return {
    hashKey: partitionKey.name,
    rangeKey: sortKey?.name,
    attribute: keys.map(({ name, type }) => ({ name, type })),
  };
}

function billing({ billing }: SourceConfig): Partial<DynamodbTableConfig> {
  if (billing.mode === "PAY_PER_REQUEST") return { billingMode: billing.mode };
  return {
    billingMode: billing.mode,
    readCapacity: billing.readCapacity,
    writeCapacity: billing.writeCapacity,
  };
}

function recovery({ pointInTimeRecovery: { enabled, recoveryPeriodInDays } }: SourceConfig) {
  return enabled ? { enabled, recoveryPeriodInDays } : { enabled };
}
