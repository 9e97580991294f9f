import { attribute, removal, resource, setting } from "./addition";

const FUNCTION = "aws_lambda_function.function";
const MAPPING = "aws_lambda_event_source_mapping.mapping_changes";
const ROUTE = "aws_apigatewayv2_route.reader_api_route";
const PERMISSION = "aws_lambda_permission.reader_api_permission";
const TABLE = "aws_dynamodb_table.table";

/** A variable that the file does not set. */
function variable(name: string, value: string) {
  return attribute(`variable ${name}`, "consumer", `${FUNCTION}.environment.variables.${name}`, value);
}

/** A further permission to invoke the handler. */
function invokes(name: string, more: Record<string, unknown>) {
  return resource(`permission: ${name}`, "consumer", "aws_lambda_permission.more", {
    action: "lambda:InvokeFunction",
    function_name: "handler",
    ...more,
  });
}

const TOPIC = "aws_sns_topic.alarms_critical_topic";

export const EXPOSURES = [
  attribute(
    "an alarm that invokes a function",
    "consumer",
    "aws_cloudwatch_metric_alarm.alarms_mapping_changes_lost_records.alarm_actions",
    ["arn:aws:lambda:eu-central-1:999999999999:function:x"],
  ),
  attribute(
    "an alarm that reports elsewhere",
    "consumer",
    "aws_cloudwatch_composite_alarm.alarms_critical.alarm_actions",
    ["arn:aws:sns:eu-central-1:999999999999:x"],
  ),
  attribute(
    "a query to other logs",
    "consumer",
    "aws_cloudwatch_query_definition.queries_denials.log_group_names",
    ["/aws/lambda/others"],
  ),
  attribute(
    "a dashboard that invokes a function",
    "consumer",
    "aws_cloudwatch_dashboard.dashboard.dashboard_body",
    JSON.stringify({
      widgets: [
        { type: "custom", properties: { endpoint: "arn:aws:lambda:eu-central-1:999999999999:function:x" } },
      ],
    }),
  ),
  attribute(
    "a dashboard with something from elsewhere",
    "consumer",
    "aws_cloudwatch_dashboard.dashboard.dashboard_body",
    JSON.stringify({ widgets: [{ type: "text", properties: { markdown: `\${aws_iam_role.role.arn}` } }] }),
  ),
  attribute(
    "a dashboard that nobody can read beforehand",
    "consumer",
    "aws_cloudwatch_dashboard.dashboard.dashboard_body",
    `\${file("body.json")}`,
  ),
  removal("a topic in the clear", "consumer", `${TOPIC}.kms_master_key_id`),
  removal("a topic with AWS's own policy", "consumer", `${TOPIC}.policy`),
  resource("a topic of somebody's", "consumer", "aws_sns_topic.more", { name: "more" }),
  resource("a subscription", "consumer", "aws_sns_topic_subscription.more", {
    topic_arn: `\${${TOPIC}.arn}`,
    protocol: "email",
    endpoint: "x@example.com",
  }),
  invokes("everybody", { principal: "*" }),
  invokes("another account", { principal: "999999999999" }),
  invokes("a service without its source", { principal: "s3.amazonaws.com" }),
  invokes("an organization", { principal: "*", principal_org_id: "o-1" }),
  removal("permission without its source", "consumer", `${PERMISSION}.source_arn`),
  attribute(
    "permission for every route",
    "consumer",
    `${PERMISSION}.source_arn`,
    `\${aws_apigatewayv2_api.reader_api.execution_arn}/*/*`,
  ),
  attribute("permission for another function", "consumer", `${PERMISSION}.function_name`, "handler"),
  attribute("permission for everything", "consumer", `${PERMISSION}.action`, "lambda:*"),
  attribute("permission for everybody", "consumer", `${PERMISSION}.principal`, "*"),
  attribute("permission for a URL", "consumer", `${PERMISSION}.function_url_auth_type`, "NONE"),
  resource("a function URL for everybody", "consumer", "aws_lambda_function_url.more", {
    function_name: "handler",
    authorization_type: "NONE",
  }),
  resource("a function URL with IAM", "consumer", "aws_lambda_function_url.more", {
    function_name: "handler",
    authorization_type: "AWS_IAM",
  }),
  resource("a permission of a layer", "consumer", "aws_lambda_layer_version_permission.more", {
    layer_name: "handler-cross-account",
    principal: "*",
    action: "lambda:GetLayerVersion",
  }),
  resource("an alias", "consumer", "aws_lambda_alias.more", { function_name: "handler" }),
  resource("asynchronous destinations", "consumer", "aws_lambda_function_event_invoke_config.more", {
    function_name: "handler",
  }),
  attribute("a route for everybody", "consumer", `${ROUTE}.authorization_type`, "NONE"),
  removal("a route without scopes", "consumer", `${ROUTE}.authorization_scopes`),
  attribute("a route for every path", "consumer", `${ROUTE}.route_key`, "$default"),
  resource("a second route", "consumer", "aws_apigatewayv2_route.more", {
    api_id: `\${aws_apigatewayv2_api.reader_api.id}`,
    route_key: "GET /all",
    authorization_type: "NONE",
  }),
  attribute(
    "another issuer",
    "consumer",
    "aws_apigatewayv2_authorizer.reader_api_authorizer.jwt_configuration.issuer",
    "https://other.example.com/",
  ),
  attribute(
    "another audience",
    "consumer",
    "aws_apigatewayv2_authorizer.reader_api_authorizer.jwt_configuration.audience",
    ["devices", "others"],
  ),
  attribute("CORS for everybody", "consumer", "aws_apigatewayv2_api.reader_api.cors_configuration", {
    allow_origins: ["*"],
  }),
  attribute(
    "an integration with another function",
    "consumer",
    "aws_apigatewayv2_integration.reader_api_integration.integration_uri",
    `\${aws_lambda_function.function.invoke_arn}`,
  ),
  attribute(
    "tokens in the access log",
    "consumer",
    "aws_apigatewayv2_stage.reader_api_stage.access_log_settings.format",
    '{"token":"$context.authorizer.claims"}',
  ),
  attribute(
    "more requests",
    "consumer",
    "aws_apigatewayv2_stage.reader_api_stage.default_route_settings.throttling_rate_limit",
    10_000,
  ),
  attribute(
    "another role of a function",
    "consumer",
    `${FUNCTION}.role`,
    `\${aws_iam_role.switcher_role.arn}`,
  ),
  attribute("another layer", "consumer", "aws_lambda_function.reader_function.layers", [
    "arn:aws:lambda:eu-central-1:999999999999:layer:x:1",
  ]),
  attribute("a layer for the handler", "consumer", `${FUNCTION}.layers`, [
    "arn:aws:lambda:eu-central-1:999999999999:layer:x:1",
  ]),
  attribute("another handler", "consumer", `${FUNCTION}.handler`, "other.handler"),
  attribute(
    "another function's code",
    "consumer",
    `${FUNCTION}.filename`,
    `assets/reader_function_code/${"0".repeat(64)}/code.zip`,
  ),
  attribute("code of a bucket", "consumer", `${FUNCTION}.s3_bucket`, "other"),
  attribute(
    "an image",
    "consumer",
    `${FUNCTION}.image_uri`,
    "999999999999.dkr.ecr.eu-central-1.amazonaws.com/x",
  ),
  attribute("a network", "consumer", `${FUNCTION}.vpc_config`, {
    subnet_ids: ["subnet-1"],
    security_group_ids: [],
  }),
  attribute("a file system", "consumer", `${FUNCTION}.file_system_config`, {
    arn: "x",
    local_mount_path: "/mnt/x",
  }),
  attribute("a computed description", "consumer", `${FUNCTION}.description`, `\${aws_kms_key.x.policy}`),
  variable("NODE_OPTIONS", "--require /opt/x.js"),
  variable("AWS_ENDPOINT_URL", "https://example.com"),
  variable("API_KEY", "AKIAIOSFODNN7EXAMPLE"),
  variable("__proto__x", "a"),
  attribute(
    "another account to read",
    "consumer",
    "aws_lambda_function.reader_function.environment.variables.SOURCE_ACCOUNT_ID",
    "333333333333",
  ),
  attribute(
    "a mapping of another stream",
    "consumer",
    `${MAPPING}.event_source_arn`,
    "arn:aws:dynamodb:eu-central-1:333333333333:table/X/stream/1",
  ),
  attribute(
    "a mapping to another function",
    "consumer",
    `${MAPPING}.function_name`,
    `\${aws_lambda_function.reader_function.function_name}`,
  ),
  attribute(
    "another destination",
    "consumer",
    `${MAPPING}.destination_config.on_failure.destination_arn`,
    "arn:aws:s3:::other",
  ),
  removal("no filter", "consumer", `${MAPPING}.filter_criteria`),
  resource("a second mapping", "consumer", "aws_lambda_event_source_mapping.more", {
    function_name: "handler",
  }),
  resource("a replica", "source", "aws_dynamodb_table_replica.more", { global_table_arn: "x" }),
  attribute("a replica in the table", "source", `${TABLE}.replica`, [{ region_name: "us-east-1" }]),
  resource("a streaming destination", "source", "aws_dynamodb_kinesis_streaming_destination.more", {
    table_name: "Changes",
    stream_arn: "x",
  }),
  resource("an export", "source", "aws_dynamodb_table_export.more", { table_arn: "x", s3_bucket: "y" }),
  resource("a subscription filter", "consumer", "aws_cloudwatch_log_subscription_filter.more", {
    log_group_name: "/aws/lambda/handler",
  }),
  resource("a policy of the logs", "consumer", "aws_cloudwatch_log_resource_policy.more", {
    policy_name: "x",
  }),
  resource("replication of a bucket", "consumer", "aws_s3_bucket_replication_configuration.more", {
    bucket: "x",
  }),
  resource("notifications of a bucket", "consumer", "aws_s3_bucket_notification.more", { bucket: "x" }),
  resource("an ACL of a bucket", "consumer", "aws_s3_bucket_acl.more", { bucket: "x", acl: "public-read" }),
  resource("a website", "consumer", "aws_s3_bucket_website_configuration.more", { bucket: "x" }),
  resource("an access point", "consumer", "aws_s3_access_point.more", { bucket: "x", name: "x" }),
  resource("a grant of a key", "source", "aws_kms_grant.more", {
    key_id: "x",
    grantee_principal: "y",
    operations: ["Decrypt"],
  }),
  resource("a policy of a key, apart", "source", "aws_kms_key_policy.more", { key_id: "x", policy: "{}" }),
  resource("a key", "source", "aws_kms_key.more", { policy: "{}" }),
  resource("a queue", "consumer", "aws_sqs_queue.more", { name: "x" }),
  resource("a rule that invokes", "consumer", "aws_cloudwatch_event_rule.more", { name: "x" }),
  resource("an element of another provider", "consumer", "null_resource.more", {}, {}),
  setting(
    "another account's output",
    "source",
    "output.stream_arn.value",
    "arn:aws:dynamodb:eu-central-1:333333333333:table/X/stream/1",
    "output.stream_arn",
  ),
  setting(
    "one more output",
    "consumer",
    "output.secret",
    { value: `\${aws_iam_access_key.x.secret}` },
    "output.secret",
  ),
  setting(
    "another state to read",
    "consumer",
    "data.terraform_remote_state.source_changes.config.path",
    "/tmp/x.tfstate",
    "data.terraform_remote_state.source_changes config.path",
  ),
  setting(
    "a default stream",
    "consumer",
    "data.terraform_remote_state.source_changes.defaults.stream_arn",
    "arn:x",
    "data.terraform_remote_state.source_changes defaults.stream_arn",
  ),
];
