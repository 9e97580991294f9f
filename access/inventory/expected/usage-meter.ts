import type { ConsumerConfig, Environment } from "../../../config/schema";
import type { ExpectedStatement, Settings } from "../stack-inventory";
import { meterMappingUuids } from "./mappings";
import { ref } from "./text";

/** The meter's function. */
export const METER = "aws_lambda_function.meter_function";

const TABLE = "aws_dynamodb_table.usage_ledger";

/** All that the meter may do with its ledger. */
export const KEEP_LEDGER: ExpectedStatement = {
  Effect: "Allow",
  Action: ["dynamodb:GetItem", "dynamodb:PutItem"],
  Resource: ref(TABLE, "arn"),
};

/** The meter's ledger; its function and its mappings stand with the others. */
export function ledgerElements(
  { usageMeter }: ConsumerConfig,
  { sandbox }: Pick<Environment, "sandbox">,
): Record<string, Settings> {
  if (!usageMeter) return {};
  const isProtected = !sandbox && usageMeter.unprotectedBecause === undefined;
  return {
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

/** @param sources those whose mappings are in the consumer's own stack */
export function meterOutputs(consumer: ConsumerConfig, sources: ReadonlySet<string>): Settings {
  if (!consumer.usageMeter) return {};
  return {
    usage_meter_function_name: ref(METER, "function_name"),
    usage_meter_role_arn: ref("aws_iam_role.meter_role", "arn"),
    usage_ledger_table_arn: ref(TABLE, "arn"),
    usage_mapping_uuids: meterMappingUuids(consumer, sources),
  };
}

/** DynamoDB changes either protection or billing in one request. */
function oneChangeAtATime(isProtected: boolean): string {
  const deployed = "data.aws_dynamodb_table.usage_ledger_deployed";
  return `\${${deployed}.deletion_protection_enabled == ${isProtected} || (${deployed}.billing_mode == "PAY_PER_REQUEST")}`;
}
