import type { ElementJson } from "../../../synthesized/stack-json";
import { type PlannedChange, type PlannedChanges, type PlanParts, stackWith } from "./plan";

/** The sample environment as it is deployed: a table whose stream a function of another account reads. */

export const STREAM =
  "arn:aws:dynamodb:eu-central-1:111111111111:table/Changes/stream/2025-05-05T05:05:05.000";
export const ROLE = "arn:aws:iam::222222222222:role/handler-role";
const READS = ["dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator"];

export const TABLE: ElementJson = {
  name: "Changes",
  arn: "arn:aws:dynamodb:eu-central-1:111111111111:table/Changes",
  stream_enabled: true,
  stream_arn: STREAM,
  stream_view_type: "NEW_AND_OLD_IMAGES",
  deletion_protection_enabled: true,
  point_in_time_recovery: [{ enabled: true, recovery_period_in_days: 35 }],
  server_side_encryption: [],
};

/** A statement of the stream's policy. */
export function reader(role: string | readonly string[] = ROLE, more: ElementJson = {}): ElementJson {
  return {
    Sid: "HandlerReads",
    Effect: "Allow",
    Principal: { AWS: "arn:aws:iam::222222222222:root" },
    Condition: { ArnEquals: { "aws:PrincipalArn": role } },
    Action: READS,
    Resource: STREAM,
    ...more,
  };
}

/** A policy as JSON. */
export function policy(...statements: readonly ElementJson[]): string {
  return JSON.stringify({ Version: "2012-10-17", Statement: statements });
}

export const STREAM_POLICY: ElementJson = { resource_arn: STREAM, policy: policy(reader()) };

export const ROLE_STATEMENT: ElementJson = {
  Sid: "ReadStreams",
  Effect: "Allow",
  Action: READS,
  Resource: [STREAM],
};

export const ROLE_POLICY: ElementJson = {
  name: "access",
  role: "handler-role",
  policy: policy(ROLE_STATEMENT),
};

export const TRUST: ElementJson = {
  Sid: "LambdaAssumes",
  Effect: "Allow",
  Principal: { Service: "lambda.amazonaws.com" },
  Action: "sts:AssumeRole",
};

export const FUNCTION_ROLE: ElementJson = {
  name: "handler-role",
  arn: ROLE,
  path: "/",
  assume_role_policy: policy(TRUST),
  // The provider reads inline policies into the role as well.
  inline_policy: [{ name: "access", policy: ROLE_POLICY.policy }],
};

export const FUNCTION: ElementJson = {
  function_name: "handler",
  arn: "arn:aws:lambda:eu-central-1:222222222222:function:handler",
  role: ROLE,
  memory_size: 256,
  description: "Processes changes",
};

export const MAPPING: ElementJson = {
  event_source_arn: STREAM,
  function_name: FUNCTION.arn,
  function_arn: FUNCTION.arn,
  starting_position: "TRIM_HORIZON",
  enabled: true,
  destination_config: [{ on_failure: [{ destination_arn: "arn:aws:s3:::handler-failures" }] }],
};

/** Something that stays as it is. */
export function same(values: ElementJson): PlannedChange {
  return { actions: ["no-op"], before: values, after: values };
}

/** Something of which some attributes change. */
export function update(values: ElementJson, changed: ElementJson, unknown: ElementJson = {}): PlannedChange {
  return { actions: ["update"], before: values, after: { ...values, ...changed }, unknown };
}

/** Something that is destroyed. */
export function destroy(values: ElementJson): PlannedChange {
  return { actions: ["delete"], before: values };
}

/** Something that is destroyed and created again. */
export function replace(
  values: ElementJson,
  changed: ElementJson = {},
  unknown: ElementJson = {},
): PlannedChange {
  return { actions: ["delete", "create"], before: values, after: { ...values, ...changed }, unknown };
}

/** Something new. */
export function create(values: ElementJson, unknown: ElementJson = {}): PlannedChange {
  return { actions: ["create"], after: values, unknown };
}

const READ_STATE: PlanParts = {
  data: {
    terraform_remote_state: {
      source_changes: { backend: "local", config: { path: "source.tfstate" } },
    },
  },
};

/** Both stacks of the sample environment, with changes by address. */
export function pipeline(
  source: PlannedChanges = {},
  consumer: PlannedChanges = {},
  parts: { readonly source?: PlanParts; readonly consumer?: PlanParts } = {},
) {
  return [
    stackWith(
      "source",
      {
        "aws_dynamodb_table.table": same(TABLE),
        "aws_dynamodb_resource_policy.stream_policy": same(STREAM_POLICY),
        ...source,
      },
      parts.source,
    ),
    stackWith(
      "consumer",
      {
        "aws_iam_role.role": same(FUNCTION_ROLE),
        "aws_iam_role_policy.role_policy": same(ROLE_POLICY),
        "aws_lambda_function.function": same(FUNCTION),
        "aws_lambda_event_source_mapping.mapping_changes": same(MAPPING),
        ...consumer,
      },
      { ...READ_STATE, ...parts.consumer },
    ),
  ];
}
