import { DynamodbTable } from "@cdktf/provider-aws/lib/dynamodb-table";
import { Construct } from "constructs";
import { exceptFromScan } from "./scan-exceptions";
import { TABLE_EXCEPTIONS, type TableProps, tableConfig } from "./table-props";

export interface StreamedTableProps extends TableProps {
  /**
   * What a stream record contains. A change makes a new stream with a new ARN, whose policy and mappings must be
   * replaced.
   * @default NEW_AND_OLD_IMAGES
   */
  readonly streamViewType?: "KEYS_ONLY" | "NEW_IMAGE" | "OLD_IMAGE" | "NEW_AND_OLD_IMAGES";
}

/**
 * A DynamoDB table with a stream of its changes.
 * @example
 * const table = new StreamedTable(this, "table", { tableName: "Orders", partitionKey: { name: "orderId" } });
 */
export class StreamedTable extends Construct {
  /** Name of the table. */
  readonly tableName: string;
  /** ARN of the table. */
  readonly tableArn: string;
  /** ARN of the stream. */
  readonly streamArn: string;

  constructor(scope: Construct, id: string, props: StreamedTableProps) {
    super(scope, id);
    const table = new DynamodbTable(this, "this", {
      ...tableConfig(props),
      streamEnabled: true,
      streamViewType: props.streamViewType ?? "NEW_AND_OLD_IMAGES",
    });
    exceptFromScan(table, TABLE_EXCEPTIONS);
    this.tableName = table.name;
    this.tableArn = table.arn;
    this.streamArn = table.streamArn;
  }
}
