import type { Rows } from "../types/row";
import { FUNCTION_READS } from "./functions";
import { RESOURCE_READS } from "./resources";

/**
 * What `npm run drift` reads for each resource type of this project's stacks: the calls of `access/deployed/inventory/`,
 * without those about other roles and users, which only `npm run access -- --deployed` makes. Every type is here.
 */
export const DRIFT_ROWS: Rows = {
  ...RESOURCE_READS,
  ...FUNCTION_READS,
  // Read together with what they belong to.
  aws_apigatewayv2_api: () => [],
  aws_apigatewayv2_authorizer: () => [],
  aws_apigatewayv2_integration: () => [],
  aws_apigatewayv2_route: () => [],
  aws_apigatewayv2_stage: () => [],
  aws_dynamodb_resource_policy: () => [],
  aws_iam_role_policy: () => [],
  aws_iam_role_policy_attachment: () => [],
  aws_kms_alias: () => [],
  aws_lambda_event_source_mapping: () => [],
  aws_lambda_permission: () => [],
  aws_s3_bucket_lifecycle_configuration: () => [],
  aws_s3_bucket_policy: () => [],
  aws_s3_bucket_public_access_block: () => [],
  aws_s3_bucket_server_side_encryption_configuration: () => [],
  aws_s3_bucket_versioning: () => [],
  // Not compared.
  aws_appautoscaling_policy: () => [],
  aws_appautoscaling_target: () => [],
  aws_cloudwatch_composite_alarm: () => [],
  aws_cloudwatch_dashboard: () => [],
  aws_cloudwatch_metric_alarm: () => [],
  aws_cloudwatch_query_definition: () => [],
  aws_sns_topic: () => [],
  terraform_data: () => [],
};
