import { DynamodbTable } from "@cdktf/provider-aws/lib/dynamodb-table";
import { Construct } from "constructs";
import type { TableConfig } from "../config/schema";
import { exceptFromScan } from "./scan-exceptions";
import { TABLE_EXCEPTIONS, tableSettings } from "./table-settings";

export interface PlainTableProps {
  readonly config: TableConfig;
  /**
   * ARN of the customer-managed key that encrypts the table.
   * @default the key that AWS owns
   */
  readonly keyArn?: string | undefined;
}

/** A DynamoDB table without a stream. */
export class PlainTable extends Construct {
  /** ARN of the table. */
  readonly tableArn: string;

  constructor(scope: Construct, id: string, { config, keyArn }: PlainTableProps) {
    super(scope, id);
    const table = new DynamodbTable(this, "this", tableSettings(config, keyArn));
    exceptFromScan(table, TABLE_EXCEPTIONS);
    this.tableArn = table.arn;
  }
}
