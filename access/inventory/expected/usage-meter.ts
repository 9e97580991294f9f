import type { ConsumerConfig } from "../../../config/schema";
import type { ExpectedStatement, Settings } from "../stack-inventory";
import { ref, terraformName } from "./text";

const TABLE = "aws_dynamodb_table.usage_ledger";

/** All that the meter may do with its ledger. */
export const KEEP_LEDGER: ExpectedStatement = {
  Effect: "Allow",
  Action: ["dynamodb:GetItem", "dynamodb:PutItem"],
  Resource: ref(TABLE, "arn"),
};

/** The meter's mappings and its ledger; its function stands with the others. */
export function meterElements(
  { usageMeter, mappings }: ConsumerConfig,
  { bucketArn, sandbox }: { readonly bucketArn: string; readonly sandbox: boolean },
): Record<string, Settings> {
  if (!usageMeter) return {};
  const isProtected = !sandbox && usageMeter.unprotectedBecause === undefined;
  const sources = usageMeter.sources ?? mappings.map(({ source }) => source);
  return {
    ...Object.fromEntries(
      sources.map((source) => [
        mappingOf(source),
        mappingSettings(source, usageMeter.windowSeconds, bucketArn),
      ]),
    ),
    [TABLE]: {
      name: usageMeter.ledgerTableName,
      deletion_protection_enabled: isProtected,
      point_in_time_recovery: { enabled: true },
      server_side_encryption: { enabled: false },
      lifecycle: isProtected ? { prevent_destroy: true } : undefined,
    },
    "terraform_data.usage_ledger_deployed_name": { input: { value: ref(TABLE, "id") } },
    "data.aws_dynamodb_table.usage_ledger_deployed": {
      name: ref("terraform_data.usage_ledger_deployed_name", "output.value"),
    },
    "terraform_data.usage_ledger_deployed_checks": {
      lifecycle: { precondition: [oneChangeAtATime(isProtected)] },
    },
  };
}

export function meterOutputs(
  meter: ConsumerConfig["usageMeter"],
  mappings: ConsumerConfig["mappings"],
): Settings {
  if (!meter) return {};
  const sources = meter.sources ?? mappings.map(({ source }) => source);
  return {
    usage_meter_function_name: ref("aws_lambda_function.meter_function", "function_name"),
    usage_meter_role_arn: ref("aws_iam_role.meter_role", "arn"),
    usage_ledger_table_arn: ref(TABLE, "arn"),
    usage_mapping_uuids: Object.fromEntries(
      sources.map((source) => [source, ref(mappingOf(source), "uuid")]),
    ),
  };
}

function mappingOf(source: string): string {
  return `aws_lambda_event_source_mapping.meter_mapping_${terraformName(source)}`;
}

/** Neither filters nor lanes beside each other: each record is counted, in order. */
function mappingSettings(source: string, windowSeconds: number, bucketArn: string): Settings {
  return {
    event_source_arn: ref(
      `data.terraform_remote_state.source_${terraformName(source)}`,
      "outputs.stream_arn",
    ),
    function_name: ref("aws_lambda_function.meter_function", "function_name"),
    enabled: true,
    starting_position: "TRIM_HORIZON",
    destination_config: { on_failure: { destination_arn: bucketArn } },
    batch_size: 1_000,
    maximum_batching_window_in_seconds: 5,
    parallelization_factor: 1,
    maximum_retry_attempts: -1,
    maximum_record_age_in_seconds: 82_800,
    bisect_batch_on_function_error: true,
    tumbling_window_in_seconds: windowSeconds,
    function_response_types: ["ReportBatchItemFailures"],
    metrics_config: { metrics: ["EventCount"] },
  };
}

/** DynamoDB changes either protection or billing in one request. */
function oneChangeAtATime(isProtected: boolean): string {
  const deployed = "data.aws_dynamodb_table.usage_ledger_deployed";
  return `\${${deployed}.deletion_protection_enabled == ${isProtected} || (${deployed}.billing_mode == "PAY_PER_REQUEST")}`;
}
