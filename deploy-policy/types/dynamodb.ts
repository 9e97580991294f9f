import { type Grant, permit } from "../grant";
import { anyKey, keyTarget } from "../keys";
import { arnOf, type Subject, sets, setting } from "../subject";
import { tagging } from "../tagging";
import type { Rows } from "./row";

const LABEL = "DynamoDB labels a stream with the time of its creation";

/** What the provider asks of a table, whether the stack makes it or looks it up. */
const TABLE_READS = [
  "DescribeTable",
  "DescribeContinuousBackups",
  "DescribeTimeToLive",
  "ListTagsOfResource",
];

/** Service Authorization Reference, "Amazon DynamoDB". */
export const DYNAMODB_ROWS: Rows = {
  aws_dynamodb_table: (table) => [
    ...permit(
      { service: "dynamodb", resources: [tableArn(table)] },
      {
        read: TABLE_READS,
        create: ["CreateTable", "UpdateContinuousBackups"],
        update: ["UpdateTable", "UpdateContinuousBackups"],
        delete: ["DeleteTable"],
      },
    ),
    ...(sets(table, "ttl")
      ? permit(
          { service: "dynamodb", resources: [tableArn(table)] },
          { create: ["UpdateTimeToLive"], update: ["UpdateTimeToLive"] },
        )
      : []),
    ...tagging(table, "dynamodb", { resources: [tableArn(table)] }),
    ...keyUse(table),
  ],

  // One that reads a table of the stack itself needs nothing more than the table does.
  "data.aws_dynamodb_table": (table) =>
    permit({ service: "dynamodb", resources: [tableArn(table)] }, { read: TABLE_READS }),

  aws_dynamodb_resource_policy: (policy) =>
    permit(
      { service: "dynamodb", ...streamOf(setting(policy, "resource_arn")) },
      {
        read: ["GetResourcePolicy"],
        create: ["PutResourcePolicy"],
        update: ["PutResourcePolicy"],
        delete: ["DeleteResourcePolicy"],
      },
    ),
};

function tableArn(table: Subject): string {
  return arnOf(table, "dynamodb", `table/${setting(table, "name")}`);
}

/** The label in an ARN that refers to a table of the stacks is only a sample. */
function streamOf(arn: string): { resources: string[]; because?: string } {
  const [table, label] = arn.split("/stream/");
  return label === undefined ? { resources: [arn] } : { resources: [`${table}/stream/*`], because: LABEL };
}

/** What DynamoDB requires of the one who gives a table a key, and does on their behalf. */
const KEY_USE = [
  "CreateGrant",
  "Decrypt",
  "DescribeKey",
  "Encrypt",
  "GenerateDataKey",
  "GenerateDataKeyWithoutPlaintext",
  "ReEncryptFrom",
  "ReEncryptTo",
];

function keyUse(table: Subject): Grant[] {
  const key = keyTarget(table);
  if (key === undefined) return [];
  const { region } = table.resource.stack;
  return [
    ...permit(
      {
        ...anyKey(table),
        service: "kms",
        because: "the provider looks up the key that AWS manages for DynamoDB, whose ID differs by account",
        conditions: { StringEquals: { "kms:RequestAlias": "alias/aws/dynamodb" } },
      },
      { read: ["DescribeKey"] },
    ),
    ...permit(
      {
        ...key,
        service: "kms",
        conditions: { StringEquals: { "kms:ViaService": `dynamodb.${region}.amazonaws.com` } },
        documented: 'DynamoDB Developer Guide, "Encryption at rest", key policy for a customer managed key',
      },
      { create: KEY_USE, update: KEY_USE },
    ),
  ];
}
