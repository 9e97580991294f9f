import { attribute, firstStatement, policy, resource, statement } from "./addition";

const ROLE = "aws_iam_role_policy.role_policy.policy";
const READER = "aws_iam_role_policy.reader_role_policy.policy";
const ACCESS = "aws_iam_role_policy.access_role_devices_policy.policy";
const OWN = "aws_iam_role_policy.role_own_policy.policy";
const STREAM = "aws_dynamodb_resource_policy.stream_policy.policy";
const KEY = "aws_kms_key.table_key.policy";
const BUCKET = "aws_s3_bucket_policy.failure_bucket_policy.policy";
const TABLE = "arn:aws:dynamodb:eu-central-1:111111111111:table/Changes";
const HANDLER_ARN = "arn:aws:iam::222222222222:role/handler-role";
const OTHER = { AWS: "arn:aws:iam::222222222222:role/ci" };

/** Stack and attribute of a policy. */
type Policy = readonly [stack: string, path: string];

const ON_ROLE: Policy = ["consumer", ROLE];
const ON_ACCESS_ROLE: Policy = ["source", ACCESS];

/** An action that nobody asked for, in a role's policy. */
function may(Action: unknown, Resource: unknown = "*", [stack, path] = ON_ROLE) {
  return statement(`may ${String(Action)}`, stack, path, { Action, Resource });
}

export const POLICIES = [
  may("dynamodb:UpdateItem", TABLE),
  may("dynamodb:PartiQLSelect", TABLE),
  may("dynamodb:PutItem", TABLE, ON_ACCESS_ROLE),
  may("dynamodb:ExportTableToPointInTime", TABLE, ON_ACCESS_ROLE),
  may("iam:PassRole"),
  may("lambda:UpdateFunctionCode"),
  may("s3:GetObjectVersion", "arn:aws:s3:::handler-failures-222222222222-eu-central-1/*"),
  may("s3:PutObjectAcl", "arn:aws:s3:::handler-failures-222222222222-eu-central-1/*"),
  may("s3:PutBucketPolicy", "arn:aws:s3:::handler-failures-222222222222-eu-central-1"),
  may("kms:ReEncrypt*", "*"),
  may("kms:CreateGrant", "*"),
  may("secretsmanager:GetSecretValue"),
  may("ssm:GetParameter"),
  may("logs:PutSubscriptionFilter"),
  may("sts:AssumeRole", "arn:aws:iam::333333333333:role/other"),
  may(["s3:*", "s3:PutObject"]),
  statement("may all but little", "consumer", ROLE, { NotAction: "iam:*", Resource: "*" }),
  statement("may on all but one", "consumer", ROLE, {
    Action: "s3:GetObject",
    NotResource: "arn:aws:s3:::x",
  }),
  firstStatement("a further stream action", "consumer", ROLE, {
    Action: [
      "dynamodb:DescribeStream",
      "dynamodb:GetRecords",
      "dynamodb:GetShardIterator",
      "dynamodb:ListStreams",
    ],
  }),
  firstStatement("every stream", "consumer", ROLE, { Resource: "arn:aws:dynamodb:*:*:table/*/stream/*" }),
  policy("batches of any account", "consumer", ROLE, (statements) =>
    statements.map(({ Condition: _, ...one }) => one),
  ),
  policy("a denial turned into permission", "consumer", BUCKET, (statements) =>
    statements.map((one) => ({ ...one, Effect: "Allow" })),
  ),
  firstStatement("another role to assume", "consumer", READER, {
    Resource: "arn:aws:iam::111111111111:role/external-role",
  }),
  firstStatement("any role of the account", "consumer", READER, {
    Resource: "arn:aws:iam::111111111111:role/*",
  }),
  firstStatement("another table in its own permissions", "consumer", OWN, { Resource: TABLE }),
  firstStatement("indexes as well", "source", ACCESS, {
    Resource: [`\${aws_dynamodb_table.table_devices.arn}`, "*"],
  }),
  attribute(
    "another role for a policy",
    "consumer",
    "aws_iam_role_policy.reader_role_policy.role",
    "handler-role",
  ),
  attribute("a computed policy", "consumer", ROLE, `\${jsonencode({"Statement" = []})}`),
  attribute("a policy of a data source", "consumer", ROLE, `\${data.aws_iam_policy_document.more.json}`),
  attribute("a policy from a file", "consumer", ROLE, `\${file("policy.json")}`),
  attribute(
    "a field twice in a policy",
    "consumer",
    OWN,
    '{"Version":"2012-10-17","Statement":[],"Statement":[]}',
  ),
  attribute("a policy of an old version", "consumer", OWN, '{"Version":"2008-10-17","Statement":[]}'),
  firstStatement("an expression in a policy", "consumer", OWN, { Resource: `\${"*"}` }),
  firstStatement("a choice in a policy", "consumer", OWN, {
    Resource: `\${aws_iam_role.role.name == "x" ? "a" : "*"}`,
  }),
  statement("stream: another role", "source", STREAM, {
    Principal: OTHER,
    Action: "dynamodb:GetRecords",
    Resource: `\${aws_dynamodb_table.table.stream_arn}`,
  }),
  statement("stream: everybody from an address", "source", STREAM, {
    Principal: "*",
    Action: "dynamodb:GetRecords",
    Resource: `\${aws_dynamodb_table.table.stream_arn}`,
    Condition: { IpAddress: { "aws:SourceIp": "0.0.0.0/0" } },
  }),
  firstStatement("stream: a softer condition", "source", STREAM, {
    Condition: { ArnLike: { "aws:PrincipalArn": HANDLER_ARN } },
  }),
  firstStatement("stream: no condition", "source", STREAM, { Condition: undefined }),
  firstStatement("stream: every action", "source", STREAM, { Action: "dynamodb:*" }),
  attribute(
    "stream: the policy on the table",
    "source",
    "aws_dynamodb_resource_policy.stream_policy.resource_arn",
    `\${aws_dynamodb_table.table.arn}`,
  ),
  attribute(
    "stream: confirmed to remove oneself",
    "source",
    "aws_dynamodb_resource_policy.stream_policy.confirm_remove_self_resource_access",
    true,
  ),
  resource("a table's own policy", "source", "aws_dynamodb_resource_policy.more", {
    resource_arn: `\${aws_dynamodb_table.table.arn}`,
    policy: "{}",
  }),
  resource("a bucket's second policy", "consumer", "aws_s3_bucket_policy.more", {
    bucket: "x",
    policy: "{}",
  }),
  statement("bucket: a reader", "consumer", BUCKET, {
    Principal: OTHER,
    Action: "s3:GetObject",
    Resource: "arn:aws:s3:::handler-failures-222222222222-eu-central-1/*",
  }),
  policy("bucket: no denial of plain HTTP", "consumer", BUCKET, () => []),
  firstStatement("bucket: a denial of less", "consumer", BUCKET, { Action: "s3:GetObject" }),
  firstStatement("bucket: a denial that never holds", "consumer", BUCKET, {
    Condition: { Bool: { "aws:SecureTransport": ["false"] }, Null: { "aws:userid": "true" } },
  }),
  statement("key: another role", "source", KEY, { Principal: OTHER, Action: "kms:Decrypt", Resource: "*" }),
  statement("key: grants", "source", KEY, {
    Principal: { AWS: "arn:aws:iam::222222222222:root" },
    Action: "kms:CreateGrant",
    Resource: "*",
    Condition: { ArnEquals: { "aws:PrincipalArn": HANDLER_ARN } },
  }),
  statement("key: a service", "source", KEY, {
    Principal: { Service: "logs.eu-central-1.amazonaws.com" },
    Action: "kms:*",
    Resource: "*",
  }),
  firstStatement("key: another administrator", "source", KEY, {
    Principal: { AWS: "arn:aws:iam::222222222222:root" },
  }),
  policy("key: nobody administers it", "source", KEY, ([, ...rest]) => rest),
];
