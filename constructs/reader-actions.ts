/**
 * The actions that a Lambda event source mapping calls on a stream. `ListStreams` is not an action of a stream, and
 * DynamoDB refuses it in the stream's policy (DynamoDB Developer Guide, "API operations supported by resource-based
 * policies").
 */
export const STREAM_READ_ACTIONS = [
  "dynamodb:DescribeStream",
  "dynamodb:GetRecords",
  "dynamodb:GetShardIterator",
] as const;

/**
 * What reading a stream takes on the key that encrypts it. AWS documents `kms:Decrypt`; the AWS CDK, which grants a
 * function the read of an encrypted stream with both, found `kms:DescribeKey` to be needed, too (aws-cdk#22796).
 */
export const DECRYPT_ACTIONS = ["kms:Decrypt", "kms:DescribeKey"] as const;
