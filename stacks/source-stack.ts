import type { Construct } from "constructs";
import type { SourceConfig } from "../config/schema";
import { StreamPolicy } from "../constructs/stream-policy";
import type { StreamReader } from "../constructs/stream-reader";
import { StreamedTable } from "../constructs/streamed-table";
import { TableKey } from "../constructs/table-key";
import { AccountStack, type AccountStackProps } from "./account-stack";
import { KEY_ARN_OUTPUT, STREAM_ARN_OUTPUT } from "./source-outputs";

export interface SourceStackProps extends AccountStackProps {
  readonly config: SourceConfig;
  /** Who may read the stream. Names are enough: the roles need not exist yet. */
  readonly readers: readonly StreamReader[];
}

/** The source account's part: a table, its stream, and who may read it. */
export class SourceStack extends AccountStack {
  constructor(scope: Construct, id: string, props: SourceStackProps) {
    super(scope, id, props);
    const { config, readers } = props;
    const keyArn = this.keyOf(props);
    const table = new StreamedTable(this, "table", { config, keyArn });
    if (readers.length > 0) {
      new StreamPolicy(this, "stream-policy", { streamArn: table.streamArn, readers });
    }
    this.addOutput("table_name", "Name of the DynamoDB table.", table.tableName);
    this.addOutput("table_arn", "ARN of the DynamoDB table.", table.tableArn);
    this.addOutput(STREAM_ARN_OUTPUT, "ARN of the table's stream, which consumers read.", table.streamArn);
    if (keyArn === undefined) return;
    this.addOutput(KEY_ARN_OUTPUT, "ARN of the KMS key that encrypts the table and its stream.", keyArn);
  }

  /** The key given, or else one of the stack's own. A given key's policy is its owner's to write. */
  private keyOf({ account, region, config, readers }: SourceStackProps): string | undefined {
    const { encryption, tableName } = config;
    if (encryption.type === "aws-owned") return undefined;
    if (encryption.keyArn !== undefined) return encryption.keyArn;
    return new TableKey(this, "table-key", { accountId: account.id, region, tableName, readers }).arn;
  }
}
