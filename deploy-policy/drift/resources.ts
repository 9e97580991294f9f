import { partitionOf } from "../../config/arns";
import { type Grant, permit } from "../grant";
import { anyKey } from "../keys";
import { arnOf, type Subject, setting } from "../subject";
import { policyArn, roleArn } from "../types/iam";
import type { Rows } from "../types/row";

/** Service Authorization Reference of each service. */
export const RESOURCE_READS: Rows = {
  aws_dynamodb_table: (table) => [
    ...permit(
      { service: "dynamodb", resources: [tableArn(table)] },
      {
        read: [
          "DescribeContinuousBackups",
          "DescribeKinesisStreamingDestination",
          "DescribeTable",
          "DescribeTimeToLive",
          "GetResourcePolicy",
        ],
      },
    ),
    ...streamReads(table),
  ],

  // Of a table that is somebody else's, only what the environment file says of it is compared.
  "data.aws_dynamodb_table": (table) => [
    ...permit({ service: "dynamodb", resources: [tableArn(table)] }, { read: ["DescribeTable"] }),
    ...streamReads(table),
  ],
  "data.aws_kms_key": () => [],

  aws_kms_key: (key) =>
    permit(
      { service: "kms", ...anyKey(key) },
      { read: ["DescribeKey", "GetKeyPolicy", "GetKeyRotationStatus", "ListGrants"] },
    ),

  aws_iam_role: (role) =>
    permit(
      { service: "iam", resources: [roleArn(role)] },
      { read: ["GetRole", "GetRolePolicy", "ListAttachedRolePolicies", "ListRolePolicies"] },
    ),

  aws_iam_policy: (policy) =>
    permit({ service: "iam", resources: [policyArn(policy)] }, { read: ["GetPolicy", "GetPolicyVersion"] }),

  aws_s3_bucket: (bucket) => {
    const partition = partitionOf(bucket.resource.stack.region);
    return permit(
      { service: "s3", resources: [`arn:${partition}:s3:::${setting(bucket, "bucket")}`] },
      {
        read: [
          "GetBucketAcl",
          "GetBucketPolicy",
          "GetBucketPublicAccessBlock",
          "GetBucketVersioning",
          "GetEncryptionConfiguration",
          "GetLifecycleConfiguration",
          "GetReplicationConfiguration",
        ],
      },
    );
  },

  aws_cloudwatch_log_group: (group) => {
    const arn = arnOf(group, "logs", `log-group:${setting(group, "name")}`);
    return [
      ...permit(
        { service: "logs", resources: ["*"], because: "DescribeLogGroups searches all groups" },
        { read: ["DescribeLogGroups"] },
      ),
      ...permit({ service: "logs", resources: [arn, `${arn}:*`] }, { read: ["DescribeSubscriptionFilters"] }),
    ];
  },
};

function tableArn(table: Subject): string {
  return arnOf(table, "dynamodb", `table/${setting(table, "name")}`);
}

function streamReads(table: Subject): Grant[] {
  return [
    ...permit(
      {
        service: "dynamodb",
        resources: [`${tableArn(table)}/stream/*`],
        because: "DynamoDB labels a stream with the time of its creation, and earlier streams are read, too",
      },
      { read: ["GetResourcePolicy"] },
    ),
    ...permit(
      { service: "dynamodb", resources: ["*"], because: "ListStreams has no resource" },
      { read: ["ListStreams"] },
    ),
  ];
}
