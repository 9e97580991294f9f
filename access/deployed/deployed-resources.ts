import {
  DescribeTableCommand,
  type DynamoDBClient,
  GetResourcePolicyCommand,
} from "@aws-sdk/client-dynamodb";
import { GetKeyPolicyCommand } from "@aws-sdk/client-kms";
import { GetBucketPolicyCommand } from "@aws-sdk/client-s3";
import type { Resource } from "../access-model";
import type { AccountReader } from "./account-reader";
import { policyUnlessAbsent, reading } from "./reading";

/** A table's stream with its real ARN and its policy. */
export function deployedStream(stream: Resource, { dynamodb }: AccountReader): Promise<Resource> {
  return reading(stream.label, async () => {
    const { tableName } = stream;
    const { Table } = await dynamodb.send(new DescribeTableCommand({ TableName: tableName }));
    const arn = Table?.LatestStreamArn;
    if (arn === undefined) throw new Error(`${tableName} has no stream`);
    return withPolicy({ ...stream, arn }, await resourcePolicy(dynamodb, arn));
  });
}

/** A table with its own policy, if it has one. */
export function deployedTable(table: Resource, { dynamodb }: AccountReader): Promise<Resource> {
  return reading(table.label, async () => withPolicy(table, await resourcePolicy(dynamodb, table.arn)));
}

/** The key that the table really uses, with its policy. */
export function deployedKey(key: Resource, { dynamodb, kms }: AccountReader): Promise<Resource> {
  return reading(key.label, async () => {
    const { tableName } = key;
    const { Table } = await dynamodb.send(new DescribeTableCommand({ TableName: tableName }));
    const arn = Table?.SSEDescription?.KMSMasterKeyArn;
    if (arn === undefined) throw new Error(`${tableName} is not encrypted with a key of its account`);
    const { Policy } = await kms.send(new GetKeyPolicyCommand({ KeyId: arn, PolicyName: "default" }));
    return withPolicy({ ...key, arn }, Policy && JSON.parse(Policy));
  });
}

/** A bucket with its policy. */
export function deployedBucketPolicy(bucket: Resource, { s3 }: AccountReader): Promise<Resource> {
  return reading(bucket.label, async () => {
    const Bucket = bucket.arn.split(":").pop();
    const document = await policyUnlessAbsent(["NoSuchBucketPolicy"], async () => {
      const { Policy } = await s3.send(new GetBucketPolicyCommand({ Bucket }));
      return Policy;
    });
    return withPolicy(bucket, document);
  });
}

function resourcePolicy(dynamodb: DynamoDBClient, ResourceArn: string): Promise<unknown> {
  return policyUnlessAbsent(["PolicyNotFoundException"], async () => {
    const { Policy } = await dynamodb.send(new GetResourcePolicyCommand({ ResourceArn }));
    return Policy;
  });
}

function withPolicy({ policy: _synthesized, ...resource }: Resource, document: unknown): Resource {
  if (document === undefined) return resource;
  return { ...resource, policy: { name: `policy of ${resource.label}`, document } };
}
