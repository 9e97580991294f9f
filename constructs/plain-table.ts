import { DynamodbTable } from "@cdktf/provider-aws/lib/dynamodb-table";
import { Construct } from "constructs";
import { scaleTable } from "./autoscaling";
import { checkDeployedTable } from "./deployed-table";
import { exceptFromScan } from "./scan-exceptions";
import { TABLE_EXCEPTIONS, type TableProps, tableConfig } from "./table-props";

/** A table without a stream has the settings that every table has. */
export type PlainTableProps = TableProps;

/**
 * A DynamoDB table without a stream.
 * @example
 * const table = new PlainTable(this, "devices", { tableName: "Devices", partitionKey: { name: "deviceId" } });
 */
export class PlainTable extends Construct {
  /** ARN of the table. */
  readonly tableArn: string;

  constructor(scope: Construct, id: string, props: PlainTableProps) {
    super(scope, id);
    const table = new DynamodbTable(this, "this", tableConfig(props));
    if (props.adopt) table.importFrom(props.tableName);
    exceptFromScan(table, TABLE_EXCEPTIONS);
    scaleTable(this, table, props.billing);
    checkDeployedTable(this, table, props);
    this.tableArn = table.arn;
  }
}
