import { DynamodbTable } from "@cdktf/provider-aws/lib/dynamodb-table";
import type { TerraformResourceLifecycle } from "cdktf";
import { Construct } from "constructs";
import { scaleTable } from "./autoscaling";
import { checkDeployedTable } from "./deployed-table";
import { exceptFromScan } from "./scan-exceptions";
import { decidedAboutThisStream, keepStream } from "./stream-replacement";
import { TABLE_EXCEPTIONS, type TableProps, tableConfig } from "./table-props";

export interface StreamedTableProps extends TableProps {
  /**
   * What a stream record contains. A change makes a new stream with a new ARN, whose policy and mappings must be
   * replaced; records of the old stream that have not been read by then are lost. The plan fails unless `replaceStream`
   * allows it.
   * @default NEW_AND_OLD_IMAGES
   */
  readonly streamViewType?: "KEYS_ONLY" | "NEW_IMAGE" | "OLD_IMAGE" | "NEW_AND_OLD_IMAGES";
  /**
   * Label of the stream that may be replaced, the last part of its ARN: a decision about this one stream, made once its
   * readers have read everything.
   * @default no stream may be replaced
   */
  readonly replaceStream?: string;
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
    const { streamViewType = "NEW_AND_OLD_IMAGES", replaceStream, settingsPlace = this.node.path } = props;
    const stream = { streamViewType, replaceStream, place: settingsPlace };
    const config = tableConfig(props);
    const table = new DynamodbTable(this, "this", {
      ...config,
      streamEnabled: true,
      streamViewType,
      lifecycle: bothLifecycles(config.lifecycle, keepStream(stream)),
    });
    if (props.adopt) table.importFrom(props.tableName);
    exceptFromScan(table, TABLE_EXCEPTIONS);
    scaleTable(this, table, props.billing);
    checkDeployedTable(this, table, props, decidedAboutThisStream(stream));
    this.tableName = table.name;
    this.tableArn = table.arn;
    this.streamArn = table.streamArn;
  }
}

/** What either ignores is ignored. */
function bothLifecycles(
  ofTable: TerraformResourceLifecycle = {},
  ofStream: TerraformResourceLifecycle = {},
): TerraformResourceLifecycle {
  const ignoreChanges = [ofTable, ofStream].flatMap(({ ignoreChanges = [] }) => ignoreChanges);
  return { ...ofTable, ...ofStream, ...(ignoreChanges.length > 0 && { ignoreChanges }) };
}
