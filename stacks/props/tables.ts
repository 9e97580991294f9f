import type { SourceConfig, TableConfig } from "../../config/schema";
import type { ExistingTableProps } from "../../constructs/existing-table";
import type { StreamedTableProps } from "../../constructs/streamed-table";
import type { TableProps } from "../../constructs/table-props";
import { terraformLiteralJson } from "../terraform-literal";

/** What a table is made of besides its settings in the environment file. */
export interface TableContext {
  /** Where the settings are in the file, such as `sources.orders`. */
  readonly settingsPlace: string;
  /** ARN of the customer-managed key that encrypts the table; undefined if AWS owns the key. */
  readonly keyArn: string | undefined;
}

/** The props of a table. */
export function tableProps(config: TableConfig, context: TableContext): TableProps {
  const { tableName, billing, pointInTimeRecovery, deletionProtection } = config;
  // Names of attributes may hold any character.
  const partitionKey = terraformLiteralJson(config.partitionKey);
  const sortKey = config.sortKey && terraformLiteralJson(config.sortKey);
  return {
    tableName,
    adopt: config.adopt,
    partitionKey,
    sortKey,
    globalSecondaryIndexes: terraformLiteralJson(config.globalSecondaryIndexes),
    localSecondaryIndexes: terraformLiteralJson(config.localSecondaryIndexes),
    timeToLive: config.timeToLive && terraformLiteralJson(config.timeToLive),
    billing,
    pointInTimeRecovery,
    deletionProtection,
    ...context,
  };
}

/** The props of a source's streamed table. */
export function streamedTableProps(config: SourceConfig, context: TableContext): StreamedTableProps {
  const { streamViewType, replaceStream } = config;
  return { ...tableProps(config, context), streamViewType, replaceStream };
}

/** What the file says of a source's table that somebody else made. */
export function existingTableProps(config: SourceConfig, context: TableContext): ExistingTableProps {
  const { tableName, streamViewType, sortKey } = config;
  return {
    tableName,
    partitionKey: terraformLiteralJson(config.partitionKey),
    sortKey: sortKey && terraformLiteralJson(sortKey),
    streamViewType,
    ...context,
  };
}
