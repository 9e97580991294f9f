import type { ArguedStatement } from "./argued-statement";
import { form } from "./form";
import { OPERATOR_STATEMENTS } from "./operator-statements";

const ACCOUNT_ROOT = form("arn:{partition}:iam::{account}:root");
const READERS_ACCOUNT = form("arn:{partition}:iam::{anyAccount}:root");
const READER = form("arn:{partition}:iam::{anyAccount}:role/{name}");

/** The service that reports what alarms say. */
const ALARMS = { Service: "cloudwatch.amazonaws.com" };

/** What the statements of a table's key for its readers have in common. */
const DECRYPTS = {
  resourceType: "aws_kms_key",
  policy: "resource",
  effect: "Allow",
  actions: ["kms:Decrypt", "kms:DescribeKey"],
  resources: ["*"],
  because: "in a key's policy, * means this key",
} as const;

/** What may be listed in an account. */
const LISTS = [
  ["dynamodb:ListTables"],
  ["s3:ListAllMyBuckets"],
  ["dynamodb:ListTables", "s3:ListAllMyBuckets"],
] as const;

/** The statements of this project's constructs that leave something open, and why. They hold for every app. */
export const ARGUED_STATEMENTS: readonly ArguedStatement[] = [
  {
    resourceType: "aws_kms_key",
    policy: "resource",
    effect: "Allow",
    principal: { AWS: ACCOUNT_ROOT },
    actions: ["kms:*"],
    resources: ["*"],
    because: "without the key's own account, nobody could ever change the key again",
  },
  {
    ...DECRYPTS,
    principal: { AWS: READERS_ACCOUNT },
    condition: { ArnEquals: { "aws:PrincipalArn": READER } },
  },
  { ...DECRYPTS, principal: { AWS: READER } },
  {
    resourceType: "aws_kms_key",
    policy: "resource",
    effect: "Allow",
    principal: ALARMS,
    actions: ["kms:Decrypt", "kms:GenerateDataKey"],
    resources: ["*"],
    condition: { StringEquals: { "aws:SourceAccount": form("{account}") } },
    because:
      "in a key's policy, * means this key; alarms of its own account publish to topics that it encrypts",
  },
  {
    resourceType: "aws_sns_topic",
    policy: "resource",
    effect: "Allow",
    principal: ALARMS,
    actions: ["sns:Publish"],
    resources: [form("arn:{partition}:sns:{region}:{account}:{name}")],
    condition: {
      StringEquals: { "aws:SourceAccount": form("{account}") },
      ArnLike: { "aws:SourceArn": form("arn:{partition}:cloudwatch:{region}:{account}:alarm:{name}/*") },
    },
    because: "only CloudWatch publishes, for alarms of its own account that belong together by their names",
  },
  {
    resourceType: "aws_s3_bucket_policy",
    policy: "resource",
    effect: "Deny",
    principal: "*",
    actions: ["s3:*"],
    resources: [form("arn:{partition}:s3:::{attachedTo}"), form("arn:{partition}:s3:::{attachedTo}/*")],
    condition: { Bool: { "aws:SecureTransport": "false" } },
    because: "a denial of everything, for everyone who does not use TLS",
  },
  ...LISTS.map(
    (actions): ArguedStatement => ({
      resourceType: "aws_iam_role_policy",
      policy: "identity",
      effect: "Allow",
      actions,
      resources: ["*"],
      because: "AWS has no resources for listing tables and buckets",
    }),
  ),
  {
    resourceType: "aws_iam_role_policy",
    policy: "identity",
    effect: "Allow",
    actions: ["logs:CreateLogStream", "logs:PutLogEvents"],
    resources: [form("arn:{partition}:logs:{region}:{account}:log-group:{name}:*")],
    because: "Lambda chooses the names of the log streams of this one group",
  },
  {
    resourceType: "aws_iam_role_policy",
    policy: "identity",
    effect: "Allow",
    actions: ["xray:PutTelemetryRecords", "xray:PutTraceSegments"],
    resources: ["*"],
    because: "X-Ray has no resources for these actions",
  },
  {
    resourceType: "aws_iam_role_policy",
    policy: "identity",
    effect: "Allow",
    actions: ["s3:PutObject"],
    resources: [form("arn:{partition}:s3:::{name}/*")],
    condition: { StringEquals: { "s3:ResourceAccount": form("{account}") } },
    because: "Lambda chooses the names of the objects of this one bucket",
  },
  ...OPERATOR_STATEMENTS,
];

/** Holds for apps whose roles may assume roles of any account. */
export const ASSUMES_IN_ANY_ACCOUNT: ArguedStatement = {
  resourceType: "aws_iam_role_policy",
  policy: "identity",
  effect: "Allow",
  actions: ["sts:AssumeRole"],
  resources: [form("arn:{partition}:iam::*:role/{name}")],
  because: "the app says that any account is meant; the role of each account still decides",
};
