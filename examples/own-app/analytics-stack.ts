import { bundle } from "cdktf-cross-account-dynamodb-streams/bundling";
import {
  FailureBucket,
  FunctionWithRole,
  StreamMapping,
} from "cdktf-cross-account-dynamodb-streams/constructs";
import type { Construct } from "constructs";
import { AccountStack } from "./account-stack";
import { ANALYTICS, HANDLER_ROLE, REGION } from "./accounts";
import type { OrdersStack } from "./orders-stack";

/** The function that handles the table's changes, and the mapping from the stream to it. */
export class AnalyticsStack extends AccountStack {
  constructor(scope: Construct, id: string, { streamArn, keyArn }: OrdersStack) {
    super(scope, id, ANALYTICS);
    const bucket = new FailureBucket(this, "failures", {
      bucketName: "example-org-order-events-failures",
      region: REGION,
    });
    const handler = new FunctionWithRole(this, "handler", {
      accountId: ANALYTICS.id,
      region: REGION,
      functionName: "order-events",
      description: "Handles changes of orders",
      code: bundle({ entry: "src/order-events.ts", projectRoot: __dirname }),
      role: { roleName: HANDLER_ROLE },
      permissions: {
        readStreams: { streamArns: [streamArn], keyArns: [keyArn] },
        failureBucketArn: bucket.arn,
      },
    });
    new StreamMapping(this, "mapping", {
      streamArn,
      functionName: handler.functionName,
      failureBucketArn: bucket.arn,
      filters: [{ eventName: ["INSERT"] }],
      after: handler.rolePolicies,
    });
  }
}
