import {
  type Grantee,
  StreamedTable,
  StreamPolicy,
  TableKey,
} from "cdktf-cross-account-dynamodb-streams/constructs";
import type { Construct } from "constructs";
import { AccountStack } from "./account-stack";
import { ANALYTICS, HANDLER_ROLE, ORDERS, REGION } from "./accounts";

/** The table, its stream and key, and who may read them. */
export class OrdersStack extends AccountStack {
  readonly streamArn: string;
  readonly keyArn: string;

  constructor(scope: Construct, id: string) {
    super(scope, id, ORDERS);
    const tableName = "Orders";
    const readers: Grantee[] = [
      { name: "analytics", accountId: ANALYTICS.id, roleName: HANDLER_ROLE, region: REGION },
    ];
    const key = new TableKey(this, "key", { accountId: ORDERS.id, region: REGION, tableName, readers });
    const table = new StreamedTable(this, "table", {
      tableName,
      partitionKey: { name: "customerId" },
      sortKey: { name: "orderId" },
      keyArn: key.arn,
    });
    new StreamPolicy(this, "stream-policy", { streamArn: table.streamArn, readers });
    this.streamArn = table.streamArn;
    this.keyArn = key.arn;
  }
}
