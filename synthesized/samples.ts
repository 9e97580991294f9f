import { createHash } from "node:crypto";
import { partitionOf, roleArn } from "../config/arns";
import type { ElementJson, Stack } from "./stack-json";

/** What an attribute might be once Terraform has applied the element. */
type Sample = (element: ElementJson, stack: Stack, name: string) => string;

/** When the sample streams were made; a real label is as long. */
const STREAM_LABEL = "2026-01-01T00:00:00.000";

const tableArn: Sample = ({ name }, stack) => arn(stack, "dynamodb", `table/${name}`);
const keyId: Sample = (_element, { name: stack }, name) => uuid(`${stack}/${name}`);
const bucketArn: Sample = ({ bucket }, { region }) => `arn:${partitionOf(region)}:s3:::${bucket}`;

/**
 * Attributes that only an apply resolves, by type: each sample has the form of the real value, and two elements
 * never share one. An attribute that is not in this list has no sample, and is reported.
 */
export const SAMPLES: Readonly<Record<string, Sample>> = {
  "aws_dynamodb_table.arn": tableArn,
  "aws_dynamodb_table.id": ({ name }) => String(name),
  "aws_dynamodb_table.stream_arn": (...of) => `${tableArn(...of)}/stream/${STREAM_LABEL}`,
  "aws_kms_key.arn": (...of) => arn(of[1], "kms", `key/${keyId(...of)}`),
  "aws_kms_key.key_id": keyId,
  "aws_iam_role.arn": ({ name, path }, { accountId, region }) =>
    roleArn(accountId, `${String(path ?? "/").slice(1)}${name}`, region),
  "aws_iam_role.id": ({ name }) => String(name),
  "aws_s3_bucket.arn": bucketArn,
  "aws_s3_bucket.id": ({ bucket }) => String(bucket),
  "aws_cloudwatch_log_group.arn": ({ name }, stack) => arn(stack, "logs", `log-group:${name}`),
  "aws_lambda_function.arn": ({ function_name }, stack) => arn(stack, "lambda", `function:${function_name}`),
  "aws_sqs_queue.arn": ({ name }, stack) => arn(stack, "sqs", String(name)),
  "aws_sns_topic.arn": ({ name }, stack) => arn(stack, "sns", String(name)),
  "aws_api_gateway_rest_api.execution_arn": (_element, stack, name) =>
    arn(stack, "execute-api", uuid(`${stack.name}/${name}`).replaceAll("-", "").slice(0, 10)),
};

function arn({ region, accountId }: Stack, service: string, resource: string): string {
  return `arn:${partitionOf(region)}:${service}:${region}:${accountId}:${resource}`;
}

/** The same for the same text, so that two runs print the same. */
function uuid(text: string): string {
  const hex = createHash("sha256").update(text).digest("hex");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join(
    "-",
  );
}
