import { DynamodbResourcePolicy } from "@cdktf/provider-aws/lib/dynamodb-resource-policy";
import { Construct } from "constructs";
import { granteeOf, inOrder, type StreamReader, statementIds } from "./grantee";
import { type PolicyStatement, policyDocument } from "./policy-document";

/**
 * What a Lambda event source mapping calls on a stream. `ListStreams` is no action of a stream and is refused
 * in its policy (DynamoDB Developer Guide, "API operations supported by resource-based policies").
 */
export const STREAM_READ_ACTIONS = [
  "dynamodb:DescribeStream",
  "dynamodb:GetRecords",
  "dynamodb:GetShardIterator",
] as const;

export interface StreamPolicyProps {
  /** ARN of the stream. A new stream has a new ARN and no policy: the resource is then replaced. */
  readonly streamArn: string;
  /** Who may read; at least one, for a policy without statements is refused. */
  readonly readers: readonly StreamReader[];
}

/** The stream's resource-based policy: the source account's half of the permission to read it. */
export class StreamPolicy extends Construct {
  constructor(scope: Construct, id: string, props: StreamPolicyProps) {
    super(scope, id);
    new DynamodbResourcePolicy(this, "this", {
      resourceArn: props.streamArn,
      policy: policyDocument(readStatements(props)),
    });
  }
}

function readStatements({ streamArn, readers }: StreamPolicyProps): PolicyStatement[] {
  const ordered = inOrder(readers);
  const ids = statementIds(
    ordered.map(({ consumer }) => consumer),
    "Reads",
  );
  return ordered.map((reader, index) => ({
    Sid: ids[index] ?? "",
    Effect: "Allow",
    ...granteeOf(reader),
    Action: STREAM_READ_ACTIONS,
    Resource: streamArn,
  }));
}
