import type { ExpectedStatement } from "../../inventory/stack-inventory";
import { type DeployedStack, expectedOf } from "./deployed-stack";

/** Something that the file describes, and what others must not do to it. */
export interface OwnResource {
  readonly label: string;
  readonly arn: string;
  readonly accountId: string;
  readonly region: string;
  /** What would read or change it, or open it to others. */
  readonly actions: readonly string[];
  /** What follows the ARN in requests about its content, and those requests' actions. @default none */
  readonly content?: { readonly suffix: string; readonly actions: readonly string[] };
  /** Its own policy, where that decides what policies of identities count for. @default none */
  readonly policy?: unknown;
}

/** Everything of a stack that others could touch. */
export function ownResources(stack: DeployedStack): OwnResource[] {
  const { accountId, region, resolve } = stack;
  return Object.entries(KINDS).flatMap(([type, { label, attribute = "arn", arnOf, ...rest }]) =>
    expectedOf(stack, type).flatMap(({ address, settings }): OwnResource[] => {
      const arn = arnOf ? arnOf(stack, settings) : resolve(`\${${address}.${attribute}}`);
      if (arn.includes("${")) return [];
      const name = settings.name ?? settings.function_name ?? settings.bucket ?? arn;
      const policy = type === "aws_kms_key" && { policy: keyPolicy(settings.policy) };
      return [{ label: `${label} ${name}`, arn, accountId, region, ...rest, ...policy }];
    }),
  );
}

interface Kind extends Pick<OwnResource, "label" | "actions" | "content"> {
  readonly attribute?: string;
  readonly arnOf?: (stack: DeployedStack, settings: Readonly<Record<string, unknown>>) => string;
}

/** By Terraform's types. A stream is an attribute of its table. */
const KINDS: Readonly<Record<string, Kind>> = {
  aws_dynamodb_table: {
    label: "table",
    actions: [
      ...["GetItem", "BatchGetItem", "Query", "Scan", "PartiQLSelect"],
      ...["PutItem", "UpdateItem", "DeleteItem", "BatchWriteItem", "PartiQLInsert", "PartiQLUpdate"],
      ...["UpdateTable", "DeleteTable", "PutResourcePolicy", "ExportTableToPointInTime"],
      "EnableKinesisStreamingDestination",
    ].map((name) => `dynamodb:${name}`),
    content: { suffix: "/stream/any", actions: ["dynamodb:GetRecords", "dynamodb:PutResourcePolicy"] },
  },
  aws_kms_key: {
    label: "key",
    actions: ["Decrypt", "CreateGrant", "PutKeyPolicy", "ScheduleKeyDeletion"].map((name) => `kms:${name}`),
  },
  aws_s3_bucket: {
    label: "bucket",
    arnOf: ({ partition }, { bucket }) => `arn:${partition}:s3:::${bucket}`,
    actions: [
      "s3:DeleteBucket",
      "s3:PutBucketPolicy",
      "s3:PutBucketPublicAccessBlock",
      "s3:PutReplicationConfiguration",
    ],
    content: { suffix: "/any", actions: ["s3:GetObject", "s3:PutObject", "s3:DeleteObject"] },
  },
  aws_lambda_function: {
    label: "function",
    actions: [
      ...["InvokeFunction", "UpdateFunctionCode", "UpdateFunctionConfiguration"],
      ...["AddPermission", "CreateFunctionUrlConfig", "PutFunctionEventInvokeConfig"],
    ].map((name) => `lambda:${name}`),
  },
  aws_cloudwatch_log_group: {
    label: "log group",
    actions: ["logs:FilterLogEvents", "logs:DeleteLogGroup", "logs:PutSubscriptionFilter"],
    content: { suffix: ":log-stream:any", actions: ["logs:GetLogEvents"] },
  },
  aws_iam_role: {
    label: "role",
    actions: ["PassRole", "PutRolePolicy", "AttachRolePolicy", "UpdateAssumeRolePolicy"].map(
      (name) => `iam:${name}`,
    ),
  },
};

function keyPolicy(statements: unknown): unknown {
  return { Version: "2012-10-17", Statement: statements as readonly ExpectedStatement[] };
}
