import type { SourceConfig, TableConfig } from "../../config/schema";
import type { StreamedTableProps } from "../../constructs/streamed-table";
import type { TableProps } from "../../constructs/table-props";

/**
 * The props of a table.
 * @param keyArn ARN of the customer-managed key that encrypts it; absent if AWS owns the key
 */
export function tableProps(config: TableConfig, keyArn?: string): TableProps {
  const { tableName, partitionKey, sortKey, billing, pointInTimeRecovery, deletionProtection } = config;
  return { tableName, partitionKey, sortKey, billing, pointInTimeRecovery, deletionProtection, keyArn };
}

/** The props of a source's streamed table. */
export function streamedTableProps(config: SourceConfig, keyArn?: string): StreamedTableProps {
  return { ...tableProps(config, keyArn), streamViewType: config.streamViewType };
}
