import { DynamodbTable } from "@cdktf/provider-aws/lib/dynamodb-table";
import { Construct } from "constructs";
import type { SourceConfig } from "../config/schema";
import { exceptFromScan } from "./scan-exceptions";
import { TABLE_EXCEPTIONS, tableSettings } from "./table-settings";

export interface StreamedTableProps {
  readonly config: SourceConfig;
  /**
   * ARN of the customer-managed key that encrypts the table and its stream.
   * @default the key that AWS owns, which readers of other accounts need no permission for
   */
  readonly keyArn?: string;
}

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
      ...tableSettings(config, keyArn),
      streamEnabled: true,
      streamViewType: config.streamViewType,
    });
    exceptFromScan(table, TABLE_EXCEPTIONS);
    this.tableName = table.name;
    this.tableArn = table.arn;
    this.streamArn = table.streamArn;
  }
}
