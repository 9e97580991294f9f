import {
  DeleteResourcePolicyCommand,
  GetResourcePolicyCommand,
  PutResourcePolicyCommand,
  UpdateContinuousBackupsCommand,
  UpdateTableCommand,
} from "@aws-sdk/client-dynamodb";
import {
  CreateGrantCommand,
  GetKeyPolicyCommand,
  PutKeyPolicyCommand,
  RevokeGrantCommand,
} from "@aws-sdk/client-kms";
import {
  DeleteBucketPolicyCommand,
  DeletePublicAccessBlockCommand,
  GetBucketPolicyCommand,
  PutBucketPolicyCommand,
  PutBucketVersioningCommand,
  PutPublicAccessBlockCommand,
} from "@aws-sdk/client-s3";
import { type ByHand, bucketOf, policy, TABLE } from "./by-hand";

/** Changes of tables, streams, keys and buckets. */
export const DATA: readonly ByHand[] = [
  {
    name: "a grant on the key",
    change: async ({ source: { kms }, sourceId, keyArn: KeyId }) => {
      const GranteePrincipal = `arn:aws:iam::${sourceId}:role/somebody`;
      const { GrantId } = await kms.send(
        new CreateGrantCommand({ KeyId, GranteePrincipal, Operations: ["Decrypt"] }),
      );
      return () => kms.send(new RevokeGrantCommand({ KeyId, GrantId }));
    },
    found: ({ sourceId }) => [
      `source aws_kms_key.table_key grant: {"GranteePrincipal":"arn:aws:iam::${sourceId}:role/somebody","Operations":["Decrypt"]}`,
    ],
  },
  {
    name: "no public access block",
    change: async (hands) => {
      const { s3 } = hands.consumer;
      const Bucket = bucketOf(hands);
      await s3.send(new DeletePublicAccessBlockCommand({ Bucket }));
      const all = {
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      };
      return () => s3.send(new PutPublicAccessBlockCommand({ Bucket, PublicAccessBlockConfiguration: all }));
    },
    found: () => [
      "consumer aws_s3_bucket_public_access_block.failure_bucket_public_access_block: nothing that is deployed",
    ],
  },
  {
    name: "no policy on the bucket",
    change: async (hands) => {
      const { s3 } = hands.consumer;
      const Bucket = bucketOf(hands);
      const { Policy } = await s3.send(new GetBucketPolicyCommand({ Bucket }));
      await s3.send(new DeleteBucketPolicyCommand({ Bucket }));
      return () => s3.send(new PutBucketPolicyCommand({ Bucket, Policy }));
    },
    found: () => ["consumer aws_s3_bucket_policy.failure_bucket_policy policy: nothing"],
  },
  {
    name: "no versions in the bucket",
    change: async (hands) => {
      const { s3 } = hands.consumer;
      const set = (Status: "Enabled" | "Suspended") =>
        s3.send(
          new PutBucketVersioningCommand({ Bucket: bucketOf(hands), VersioningConfiguration: { Status } }),
        );
      await set("Suspended");
      return () => set("Enabled");
    },
    found: () => [
      "consumer aws_s3_bucket_versioning.failure_bucket_versioning versioning_configuration.status: Suspended",
    ],
  },
  {
    name: "no deletion protection",
    change: async ({ source: { dynamodb } }) => {
      const set = (DeletionProtectionEnabled: boolean) =>
        dynamodb.send(new UpdateTableCommand({ TableName: TABLE, DeletionProtectionEnabled }));
      await set(false);
      return () => set(true);
    },
    found: () => ["source aws_dynamodb_table.table deletion_protection_enabled: false"],
  },
  {
    name: "no point-in-time recovery",
    change: async ({ source: { dynamodb } }) => {
      const set = (PointInTimeRecoveryEnabled: boolean) =>
        dynamodb.send(
          new UpdateContinuousBackupsCommand({
            TableName: TABLE,
            PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled },
          }),
        );
      await set(false);
      return () => set(true);
    },
    found: () => ["source aws_dynamodb_table.table point_in_time_recovery.enabled: false"],
  },
  {
    name: "a policy of the table itself",
    change: async ({ source: { dynamodb }, sourceId, consumerId }) => {
      const ResourceArn = `arn:aws:dynamodb:us-east-1:${sourceId}:table/${TABLE}`;
      const Policy = policy({
        Principal: { AWS: `arn:aws:iam::${consumerId}:root` },
        Action: "dynamodb:GetItem",
        Resource: ResourceArn,
      });
      await dynamodb.send(new PutResourcePolicyCommand({ ResourceArn, Policy }));
      return () => dynamodb.send(new DeleteResourcePolicyCommand({ ResourceArn }));
    },
    found: ({ sourceId, consumerId }) => [
      `source aws_dynamodb_table.table policy, a statement without Sid: Allow dynamodb:GetItem on arn:aws:dynamodb:us-east-1:${sourceId}:table/${TABLE} to AWS arn:aws:iam::${consumerId}:root`,
    ],
  },
  {
    name: "another reader in the stream's policy",
    change: async ({ source: { dynamodb }, sourceId, streamArn: ResourceArn }) => {
      const { Policy } = await dynamodb.send(new GetResourcePolicyCommand({ ResourceArn }));
      const document = JSON.parse(Policy ?? "{}");
      const more = {
        Sid: "More",
        Effect: "Allow",
        Principal: { AWS: `arn:aws:iam::${sourceId}:root` },
        Action: "dynamodb:GetRecords",
        Resource: ResourceArn,
      };
      const put = (text?: string) =>
        dynamodb.send(new PutResourcePolicyCommand({ ResourceArn, Policy: text }));
      await put(JSON.stringify({ ...document, Statement: [...document.Statement, more] }));
      return () => put(Policy);
    },
    found: ({ sourceId, streamArn }) => [
      `source aws_dynamodb_resource_policy.stream_policy policy, statement More: Allow dynamodb:GetRecords on ${streamArn} to AWS arn:aws:iam::${sourceId}:root`,
    ],
  },
  {
    name: "everyone's account in the key's policy",
    change: async ({ source: { kms }, keyArn: KeyId }) => {
      const { Policy } = await kms.send(new GetKeyPolicyCommand({ KeyId }));
      const put = (text?: string) =>
        kms.send(new PutKeyPolicyCommand({ KeyId, PolicyName: "default", Policy: text }));
      await put(
        Policy?.replace(/:root"/, ':root","999999999999"').replace(/"AWS":\s*("[^"]+","\d+")/, '"AWS":[$1]'),
      );
      return () => put(Policy);
    },
    found: ({ sourceId }) => [
      `source aws_kms_key.table_key policy, statement AccountAdministers, Principal: AWS 999999999999, arn:aws:iam::${sourceId}:root`,
    ],
  },
];
