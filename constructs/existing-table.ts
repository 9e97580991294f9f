import { DataAwsDynamodbTable } from "@cdktf/provider-aws/lib/data-aws-dynamodb-table";
import { DataAwsKmsKey } from "@cdktf/provider-aws/lib/data-aws-kms-key";
import { Construct } from "constructs";
import { encryptionCondition, foreignKeyCondition } from "./existing-table-encryption";
import { keyConditions, streamConditions, type TableFacts } from "./existing-table-facts";

/** What is known of a table that is there already. It is compared with the table. */
export interface ExistingTableProps extends Omit<TableFacts, "place"> {
  /**
   * ARN of the customer-managed KMS key that encrypts the table and its stream. Its policy must let the readers decrypt.
   * @default a key that AWS owns
   */
  readonly keyArn?: string;
  /**
   * Where these settings are, for messages of a plan that is refused, such as `sources.orders`.
   * @default the construct's path
   */
  readonly settingsPlace?: string;
}

/**
 * A DynamoDB table with a stream that somebody else made. Terraform looks it up with each plan and never changes it. The
 * plan fails, and says what to do, if the table has no stream, or is not what the props say.
 * @example
 * const table = new ExistingTable(this, "table", { tableName: "Orders", partitionKey: { name: "orderId" } });
 */
export class ExistingTable extends Construct {
  /** Name of the table. */
  readonly tableName: string;
  /** ARN of the table. */
  readonly tableArn: string;
  /** ARN of the stream that the table has now. If the owner replaces the stream, the next plan has the new one. */
  readonly streamArn: string;

  constructor(scope: Construct, id: string, props: ExistingTableProps) {
    super(scope, id);
    const { tableName, keyArn, settingsPlace: place = this.node.path } = props;
    const facts = { ...props, place };
    const table = new DataAwsDynamodbTable(this, "this", {
      name: tableName,
      lifecycle: {
        postcondition: [
          ...streamConditions(facts),
          ...keyConditions(facts),
          encryptionCondition({ place, tableName, keyArn }),
        ],
      },
    });
    if (keyArn !== undefined) {
      new DataAwsKmsKey(this, "key", {
        keyId: keyArn,
        lifecycle: { postcondition: [foreignKeyCondition({ place, tableName, keyArn })] },
      });
    }
    this.tableName = table.name;
    this.tableArn = table.arn;
    this.streamArn = table.streamArn;
  }
}
