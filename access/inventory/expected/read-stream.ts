/** What a mapping does with a stream: DynamoDB Developer Guide, "API operations supported by resource-based policies". */
export const READ_STREAM = ["dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator"];

/** What reading an encrypted stream takes on its key. */
export const DECRYPT = ["kms:Decrypt", "kms:DescribeKey"];
