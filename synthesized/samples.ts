import { createHash } from "node:crypto";
import { partitionOf, roleArn } from "../config/arns";
import type { SynthesizedResource } from "./resources";

/** What an attribute of a resource might be after the apply. */
type Sample = (resource: SynthesizedResource) => string;

/** When the sample streams were created; a real label is as long. */
const STREAM_LABEL = "2026-01-01T00:00:00.000";

const tableName = named("name");
const tableArn = arn("dynamodb", (table) => `table/${tableName(table)}`);
const roleName = named("name");
const bucketName = named("bucket");
const executionArn = arn("execute-api", (api) => uuidOf(api).replaceAll("-", "").slice(0, 10));

/**
 * Attributes that only an apply resolves, by type: each sample has the form of the real value, and two resources
 * never share one. An attribute that is not in this list has no sample, and is reported.
 */
export const SAMPLES: Readonly<Record<string, Sample>> = {
  "aws_dynamodb_table.arn": tableArn,
  "aws_dynamodb_table.id": tableName,
  "aws_dynamodb_table.stream_arn": (table) => `${tableArn(table)}/stream/${STREAM_LABEL}`,
  "data.aws_dynamodb_table.arn": tableArn,
  "data.aws_dynamodb_table.stream_arn": (table) => `${tableArn(table)}/stream/${STREAM_LABEL}`,
  "aws_kms_key.arn": arn("kms", (key) => `key/${uuidOf(key)}`),
  "aws_kms_key.key_id": uuidOf,
  "aws_iam_role.arn": (role) => {
    const path = String(role.element.path ?? "/").slice(1);
    return roleArn(role.stack.accountId, `${path}${roleName(role)}`, role.stack.region);
  },
  "aws_iam_policy.arn": ({ stack, element }) =>
    `arn:${partitionOf(stack.region)}:iam::${stack.accountId}:policy${element.path ?? "/"}${element.name}`,
  "aws_iam_role.id": roleName,
  "aws_iam_role.name": roleName,
  "aws_s3_bucket.arn": (bucket) => `arn:${partitionOf(bucket.stack.region)}:s3:::${bucketName(bucket)}`,
  "aws_s3_bucket.bucket": bucketName,
  "aws_s3_bucket.id": bucketName,
  "aws_cloudwatch_log_group.arn": arn("logs", (group) => `log-group:${named("name")(group)}`),
  "aws_lambda_function.arn": arn("lambda", (fn) => `function:${named("function_name")(fn)}`),
  "aws_sqs_queue.arn": arn("sqs", named("name")),
  "aws_sns_topic.arn": arn("sns", named("name")),
  "aws_api_gateway_rest_api.execution_arn": executionArn,
  "aws_apigatewayv2_api.execution_arn": executionArn,
};

/** The name that the stack gives, or one made up where AWS is to choose. */
function named(attribute: string): Sample {
  return ({ stack, name, element }) => String(element[attribute] ?? `${stack.name}-${name}`);
}

function arn(service: string, suffixOf: Sample): Sample {
  return (resource) => {
    const { region, accountId } = resource.stack;
    return `arn:${partitionOf(region)}:${service}:${region}:${accountId}:${suffixOf(resource)}`;
  };
}

/** The same for the same resource, so that two runs print the same. */
function uuidOf({ stack, name }: SynthesizedResource): string {
  const hex = createHash("sha256").update(`${stack.name}/${name}`).digest("hex");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join(
    "-",
  );
}
