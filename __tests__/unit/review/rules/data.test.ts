import { describeFindings } from "../describe-findings";
import { create, destroy, pipeline, replace, same, TABLE, update } from "../pipeline";

const OTHER = {
  ...TABLE,
  name: "Other",
  arn: `${TABLE.arn}2`,
  stream_enabled: false,
  stream_arn: "",
  stream_view_type: "",
};
const KEY = { arn: "arn:aws:kms:eu-central-1:111111111111:key/0b1f5a3e-6f0d-4f0c-9d55-0f6f3a6f9c11" };
const BUCKET = { bucket: "handler-failures", arn: "arn:aws:s3:::handler-failures" };
const BLOCK = {
  bucket: "handler-failures",
  block_public_acls: true,
  block_public_policy: true,
  ignore_public_acls: true,
  restrict_public_buckets: true,
};
const VERSIONING = { bucket: "handler-failures", versioning_configuration: [{ status: "Enabled" }] };
const LOGS = {
  name: "/aws/lambda/handler",
  retention_in_days: 30,
  arn: "arn:aws:logs:eu-central-1:222222222222:log-group:/aws/lambda/handler",
};

describeFindings("tables", [
  {
    what: "a table that changes in a harmless way",
    stacks: pipeline({
      "aws_dynamodb_table.table": update(TABLE, { tags: { Team: "one" }, billing_mode: "PROVISIONED" }),
    }),
    found: [],
  },
  {
    what: "a new table",
    stacks: pipeline({ "aws_dynamodb_table.other": create(OTHER, { arn: true }) }),
    found: [],
  },
  {
    what: "a table that is destroyed",
    stacks: pipeline({ "aws_dynamodb_table.other": destroy(OTHER) }),
    found: ["high table-destroyed source aws_dynamodb_table.other: The table Other is destroyed"],
  },
  {
    what: "a table that is replaced",
    stacks: pipeline({ "aws_dynamodb_table.other": replace(OTHER, { hash_key: "key" }) }),
    found: ["high table-destroyed source aws_dynamodb_table.other: The table Other is replaced"],
  },
  {
    what: "a table that is replaced because of a local index",
    stacks: pipeline({
      "aws_dynamodb_table.other": {
        ...replace(OTHER, { local_secondary_index: [] }),
        replacePaths: [["local_secondary_index"]],
      },
    }),
    found: [
      "high table-destroyed source aws_dynamodb_table.other: The table Other is replaced, because DynamoDB makes local secondary indexes together with the table only",
    ],
  },
  {
    what: "deletion protection that is turned off",
    stacks: pipeline({ "aws_dynamodb_table.table": update(TABLE, { deletion_protection_enabled: false }) }),
    found: [
      "high deletion-protection-off source aws_dynamodb_table.table: Changes loses its deletion protection",
    ],
  },
  {
    what: "deletion protection that is turned on",
    stacks: pipeline({
      "aws_dynamodb_table.table": update(
        { ...TABLE, deletion_protection_enabled: false },
        { deletion_protection_enabled: true },
      ),
    }),
    found: [],
  },
  {
    what: "point-in-time recovery that is turned off",
    stacks: pipeline({
      "aws_dynamodb_table.table": update(TABLE, { point_in_time_recovery: [{ enabled: false }] }),
    }),
    found: [
      "high recovery-off source aws_dynamodb_table.table: Point-in-time recovery of Changes is turned off",
    ],
  },
  {
    what: "point-in-time recovery that reaches back less far",
    stacks: pipeline({
      "aws_dynamodb_table.table": update(TABLE, {
        point_in_time_recovery: [{ enabled: true, recovery_period_in_days: 7 }],
      }),
    }),
    found: [
      "high recovery-off source aws_dynamodb_table.table: Point-in-time recovery of Changes reaches back 7 days instead of 35",
    ],
  },
]);

describeFindings("keys", [
  {
    what: "a key that stays",
    stacks: pipeline({ "aws_kms_key.key": update(KEY, { description: "Key of a table" }) }),
    found: [],
  },
  {
    what: "a key that is destroyed",
    stacks: pipeline({ "aws_kms_key.key": destroy(KEY) }),
    found: [`high key-deleted source aws_kms_key.key: The key ${KEY.arn} is scheduled for deletion`],
  },
  {
    what: "a table with another key",
    stacks: pipeline({
      "aws_dynamodb_table.other": update(OTHER, {
        server_side_encryption: [{ enabled: true, kms_key_arn: KEY.arn }],
      }),
    }),
    found: [
      `medium key-changed source aws_dynamodb_table.other: The key of Other changes from a key that AWS owns to ${KEY.arn}`,
    ],
  },
]);

describeFindings("buckets and logs", [
  {
    what: "a bucket that stays as it is protected",
    stacks: pipeline(
      {},
      {
        "aws_s3_bucket.bucket": update(BUCKET, { tags: { Team: "one" } }),
        "aws_s3_bucket_public_access_block.block": same(BLOCK),
        "aws_s3_bucket_versioning.versioning": same(VERSIONING),
        "aws_cloudwatch_log_group.logs": update(LOGS, { retention_in_days: 60 }),
      },
    ),
    found: [],
  },
  {
    what: "a bucket that is destroyed with its protection",
    stacks: pipeline(
      {},
      {
        "aws_s3_bucket.bucket": destroy(BUCKET),
        "aws_s3_bucket_public_access_block.block": destroy(BLOCK),
      },
    ),
    found: ["high bucket-destroyed consumer aws_s3_bucket.bucket: The bucket handler-failures is destroyed"],
  },
  {
    what: "a bucket that loses its protection",
    stacks: pipeline(
      {},
      {
        "aws_s3_bucket.bucket": same(BUCKET),
        "aws_s3_bucket_public_access_block.block": update(BLOCK, { block_public_policy: false }),
        "aws_s3_bucket_versioning.versioning": update(VERSIONING, {
          versioning_configuration: [{ status: "Suspended" }],
        }),
      },
    ),
    found: [
      "high bucket-protection-removed consumer aws_s3_bucket_public_access_block.block: The bucket handler-failures loses `block_public_policy`",
      "high bucket-protection-removed consumer aws_s3_bucket_versioning.versioning: The bucket handler-failures loses its versioning",
    ],
  },
  {
    what: "a block of public access that is removed",
    stacks: pipeline(
      {},
      {
        "aws_s3_bucket.bucket": same(BUCKET),
        "aws_s3_bucket_public_access_block.block": destroy(BLOCK),
      },
    ),
    found: [
      "high bucket-protection-removed consumer aws_s3_bucket_public_access_block.block: The bucket handler-failures loses its block of public access",
    ],
  },
  {
    what: "logs that are destroyed",
    stacks: pipeline({}, { "aws_cloudwatch_log_group.logs": replace(LOGS, { name: "/aws/lambda/other" }) }),
    found: [
      "medium logs-destroyed consumer aws_cloudwatch_log_group.logs: The log group /aws/lambda/handler is replaced",
    ],
  },
]);
