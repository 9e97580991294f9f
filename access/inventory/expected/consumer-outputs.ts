import type { ConsumerConfig } from "../../../config/schema";
import type { Settings } from "../stack-inventory";
import { LAYER } from "./functions";
import { mappingUuids } from "./mappings";
import { ref } from "./text";
import { meterOutputs } from "./usage-meter";

/**
 * The outputs of a consumer's stack: names, ARNs and the API's URL.
 * @param sources those whose mappings are in this stack
 */
export function consumerOutputs(consumer: ConsumerConfig, sources: ReadonlySet<string>): Settings {
  const { readerApi, accountSwitcher, operatorRole } = consumer;
  return {
    function_name: ref("aws_lambda_function.function", "function_name"),
    function_arn: ref("aws_lambda_function.function", "arn"),
    role_arn: ref("aws_iam_role.role", "arn"),
    log_group_name: ref("aws_cloudwatch_log_group.log_group", "name"),
    failure_bucket_name: ref("aws_s3_bucket.failure_bucket", "bucket"),
    mapping_uuids: mappingUuids(consumer, sources),
    ...((readerApi || accountSwitcher) && { cross_account_layer_arn: ref(LAYER, "arn") }),
    ...(readerApi && {
      reader_api_url: `${ref("aws_apigatewayv2_api.reader_api", "api_endpoint")}${readerApi.path}`,
      reader_function_name: ref("aws_lambda_function.reader_function", "function_name"),
      reader_role_arn: ref("aws_iam_role.reader_role", "arn"),
      reader_access_log_name: ref("aws_cloudwatch_log_group.reader_api_access_log", "name"),
    }),
    ...(accountSwitcher && {
      switcher_function_name: ref("aws_lambda_function.switcher_function", "function_name"),
      switcher_role_arn: ref("aws_iam_role.switcher_role", "arn"),
    }),
    ...meterOutputs(consumer, sources),
    ...(operatorRole && { operator_role_arn: ref("aws_iam_role.operator", "arn") }),
  };
}
