/** What is known of a kind of resource or data source. An attribute that neither list names is a finding. */
export interface ListedKind {
  /** Attributes that bear on access, exposure or protection: compared with the environment file. */
  readonly compared: readonly string[];
  /** Those among them that are policies. */
  readonly policies?: readonly string[];
  /** Attributes that do not; they must hold no expression, which could carry something from elsewhere. */
  readonly immaterial?: readonly string[];
  /** What an element of this kind decides: a sentence. */
  readonly why: string;
}

/** Attributes that every element may have. `depends_on` decides nothing but the order. */
export const ALWAYS_COMPARED = ["provider", "lifecycle"];
export const ALWAYS_IMMATERIAL = ["depends_on"];

/**
 * What stacks may hold: the names are those of the AWS provider's and Terraform's own documentation. Data sources begin
 * with `data.`.
 */
export const LISTED_KINDS: Readonly<Record<string, ListedKind>> = {
  "data.aws_dynamodb_table": { compared: ["name"], why: "A data source reads from the account." },
  "data.aws_kms_key": { compared: ["key_id"], why: "A data source reads from the account." },
  "data.terraform_remote_state": {
    compared: ["backend", "config", "defaults", "workspace"],
    why: "The outputs that it reads decide which stream is read and which key decrypts it.",
  },
  terraform_data: { compared: ["input"], why: "It holds what Terraform remembers, and could run programs." },
  aws_dynamodb_table: {
    compared: [
      "name",
      "deletion_protection_enabled",
      "point_in_time_recovery",
      "server_side_encryption",
      "stream_enabled",
      "stream_view_type",
      "ttl",
    ],
    immaterial: [
      "attribute",
      "billing_mode",
      "global_secondary_index",
      "hash_key",
      "local_secondary_index",
      "range_key",
      "read_capacity",
      "write_capacity",
    ],
    why: "It decides what the table exposes, and how it is protected.",
  },
  aws_appautoscaling_target: {
    compared: ["service_namespace", "resource_id", "scalable_dimension", "min_capacity", "max_capacity"],
    why: "It decides how far something scales, which costs money or throttles.",
  },
  aws_appautoscaling_policy: {
    compared: [
      "name",
      "policy_type",
      "service_namespace",
      "resource_id",
      "scalable_dimension",
      "target_tracking_scaling_policy_configuration",
    ],
    why: "It decides when something scales.",
  },
  aws_dynamodb_resource_policy: {
    compared: ["resource_arn", "policy"],
    policies: ["policy"],
    why: "The policy of a stream or table lets in other accounts.",
  },
  aws_kms_key: {
    compared: ["enable_key_rotation", "policy"],
    policies: ["policy"],
    immaterial: ["description"],
    why: "Anyone who may use the key can read what it encrypts.",
  },
  aws_kms_alias: { compared: ["name", "target_key_id"], why: "An alias decides which key is used." },
  aws_iam_role: {
    compared: ["name", "path", "permissions_boundary", "max_session_duration", "assume_role_policy"],
    policies: ["assume_role_policy"],
    immaterial: ["description"],
    why: "A role decides who may act in the account, and within which boundary.",
  },
  aws_iam_policy: {
    compared: ["name", "path", "policy"],
    policies: ["policy"],
    immaterial: ["description"],
    why: "A managed policy adds to what the roles may do that it is attached to.",
  },
  aws_iam_role_policy: {
    compared: ["name", "role", "policy"],
    policies: ["policy"],
    why: "An inline policy adds to what its role may do.",
  },
  aws_iam_role_policy_attachment: {
    compared: ["role", "policy_arn"],
    why: "An attached policy adds everything that it allows to what its role may do.",
  },
  aws_lambda_function: {
    compared: [
      "function_name",
      "role",
      "runtime",
      "handler",
      "filename",
      "layers",
      "environment",
      "reserved_concurrent_executions",
      "tracing_config",
      "logging_config",
    ],
    immaterial: ["architectures", "description", "memory_size", "source_code_hash", "timeout"],
    why: "Role, code, layers and variables decide what the function does with its permissions.",
  },
  aws_lambda_layer_version: {
    compared: ["layer_name", "filename"],
    immaterial: ["compatible_runtimes", "description", "source_code_hash"],
    why: "Code of a layer runs under the role of each function that uses it.",
  },
  aws_lambda_permission: {
    compared: ["action", "function_name", "principal", "source_arn"],
    why: "A permission lets somebody else invoke the function.",
  },
  aws_lambda_event_source_mapping: {
    compared: [
      "event_source_arn",
      "function_name",
      "enabled",
      "starting_position",
      "destination_config",
      "filter_criteria",
      "batch_size",
      "bisect_batch_on_function_error",
      "function_response_types",
      "maximum_batching_window_in_seconds",
      "maximum_record_age_in_seconds",
      "maximum_retry_attempts",
      "tumbling_window_in_seconds",
      "metrics_config",
      "parallelization_factor",
    ],
    why: "A mapping decides which records reach which function, how often they are tried, and where discarded ones go.",
  },
  aws_cloudwatch_log_group: {
    compared: ["name", "retention_in_days", "kms_key_id"],
    why: "Logs can hold data of the table.",
  },
  aws_cloudwatch_metric_alarm: {
    compared: [
      "alarm_name",
      "namespace",
      "metric_name",
      "dimensions",
      "statistic",
      "extended_statistic",
      "comparison_operator",
      "threshold",
      "treat_missing_data",
      "actions_enabled",
      "alarm_actions",
      "ok_actions",
      "insufficient_data_actions",
    ],
    immaterial: ["alarm_description", "datapoints_to_alarm", "evaluation_periods", "period"],
    why: "An alarm tells that records wait or are lost; its actions could do anything else.",
  },
  aws_cloudwatch_dashboard: {
    compared: ["dashboard_name", "dashboard_body"],
    why: "A widget of a dashboard can invoke a function for whoever looks at it.",
  },
  aws_cloudwatch_query_definition: {
    compared: ["name", "log_group_names"],
    immaterial: ["query_string"],
    why: "People run it with their own rights on the logs that it names.",
  },
  aws_cloudwatch_composite_alarm: {
    compared: [
      "alarm_name",
      "alarm_rule",
      "actions_enabled",
      "actions_suppressor",
      "alarm_actions",
      "ok_actions",
      "insufficient_data_actions",
    ],
    immaterial: ["alarm_description"],
    why: "Its actions decide who hears of what.",
  },
  aws_sns_topic: {
    compared: ["name", "kms_master_key_id", "policy"],
    policies: ["policy"],
    why: "The policy of a topic decides who may publish and subscribe; its key decides who can read messages.",
  },
  aws_s3_bucket: { compared: ["bucket", "force_destroy"], why: "The bucket holds records of the table." },
  aws_s3_bucket_public_access_block: {
    compared: [
      "bucket",
      "block_public_acls",
      "block_public_policy",
      "ignore_public_acls",
      "restrict_public_buckets",
    ],
    why: "Without the whole block, a policy or an ACL can open the bucket to everyone.",
  },
  aws_s3_bucket_policy: {
    compared: ["bucket", "policy"],
    policies: ["policy"],
    why: "A bucket's policy lets in others, and refuses requests without TLS.",
  },
  aws_s3_bucket_server_side_encryption_configuration: {
    compared: ["bucket", "rule"],
    why: "It decides which key encrypts failed batches.",
  },
  aws_s3_bucket_versioning: {
    compared: ["bucket", "versioning_configuration"],
    why: "Without versions, an overwritten or deleted batch is lost.",
  },
  aws_s3_bucket_lifecycle_configuration: {
    compared: ["bucket", "rule"],
    why: "A lifecycle rule can delete failed batches.",
  },
  aws_apigatewayv2_api: {
    compared: ["name", "protocol_type"],
    immaterial: ["description"],
    why: "An API is open to the internet; its routes decide who may call it.",
  },
  aws_apigatewayv2_authorizer: {
    compared: ["api_id", "name", "authorizer_type", "identity_sources", "jwt_configuration"],
    why: "The authorizer decides whose tokens are accepted.",
  },
  aws_apigatewayv2_integration: {
    compared: ["api_id", "integration_type", "integration_uri", "payload_format_version"],
    why: "The integration decides what a request reaches.",
  },
  aws_apigatewayv2_route: {
    compared: [
      "api_id",
      "route_key",
      "target",
      "authorization_type",
      "authorizer_id",
      "authorization_scopes",
    ],
    why: "A route decides who may call which function from the internet.",
  },
  aws_apigatewayv2_stage: {
    compared: ["api_id", "name", "auto_deploy", "default_route_settings", "access_log_settings"],
    why: "The stage throttles requests and decides what the access log records.",
  },
};
