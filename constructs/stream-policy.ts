import { DynamodbResourcePolicy } from "@cdktf/provider-aws/lib/dynamodb-resource-policy";
import { Construct } from "constructs";
import { allowEach, type Grantee } from "./grantee";
import { policyDocument } from "./policy-document";
import { STREAM_READ_ACTIONS } from "./reader-actions";

export interface StreamPolicyProps {
  /** ARN of the stream. A new stream has a new ARN and no policy, so the resource is replaced with it. */
  readonly streamArn: string;
  /** The roles that may read the stream; at least one, because AWS refuses a policy without statements. */
  readonly readers: readonly Grantee[];
}

/**
 * The resource-based policy of a DynamoDB stream: the source account's half of the permission to read it. The other
 * half is the policy of the role that reads.
 * @example
 * new StreamPolicy(this, "stream-policy", {
 *   streamArn: table.streamArn,
 *   readers: [{ name: "orders", accountId: "222222222222", roleName: "OrdersHandler", region: "eu-central-1" }],
 * });
 */
export class StreamPolicy extends Construct {
  constructor(scope: Construct, id: string, { streamArn, readers }: StreamPolicyProps) {
    super(scope, id);
    const statements = allowEach(readers, "Reads", (principal) => ({
      ...principal,
      Action: STREAM_READ_ACTIONS,
      Resource: streamArn,
    }));
    new DynamodbResourcePolicy(this, "this", {
      resourceArn: streamArn,
      policy: policyDocument(statements),
    });
  }
}
