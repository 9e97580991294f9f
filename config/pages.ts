/** A page of documentation that a limit or a rule comes from. */
export interface Page {
  readonly title: string;
  readonly url: string;
}

const AWS = "https://docs.aws.amazon.com";

/** The pages that `limits.ts` quotes. */
export const PAGES = {
  lambdaQuotas: page("Lambda quotas", `${AWS}/lambda/latest/dg/gettingstarted-limits.html`),
  reservedConcurrency: page(
    "Lambda reserved concurrency",
    `${AWS}/lambda/latest/dg/configuration-concurrency.html`,
  ),
  createFunction: page("Lambda CreateFunction", `${AWS}/lambda/latest/api/API_CreateFunction.html`),
  createEventSourceMapping: page(
    "Lambda CreateEventSourceMapping",
    `${AWS}/lambda/latest/api/API_CreateEventSourceMapping.html`,
  ),
  eventFiltering: page("Lambda event filtering", `${AWS}/lambda/latest/dg/invocation-eventfiltering.html`),
  httpApiQuotas: page(
    "API Gateway HTTP API quotas",
    `${AWS}/apigateway/latest/developerguide/http-api-quotas.html`,
  ),
  apiRoutes: page("API Gateway routes", `${AWS}/apigatewayv2/latest/api-reference/apis-apiid-routes.html`),
  apiAuthorizers: page(
    "API Gateway authorizers",
    `${AWS}/apigatewayv2/latest/api-reference/apis-apiid-authorizers.html`,
  ),
  apiGatewayQuotas: page("API Gateway quotas", `${AWS}/apigateway/latest/developerguide/limits.html`),
  createRole: page("IAM CreateRole", `${AWS}/IAM/latest/APIReference/API_CreateRole.html`),
  iamQuotas: page("IAM quotas", `${AWS}/IAM/latest/UserGuide/reference_iam-quotas.html`),
  assumeRole: page("STS AssumeRole", `${AWS}/STS/latest/APIReference/API_AssumeRole.html`),
  tableNames: page(
    "DynamoDB naming rules",
    `${AWS}/amazondynamodb/latest/developerguide/HowItWorks.NamingRulesDataTypes.html`,
  ),
  autoscaling: page("DynamoDB auto scaling", `${AWS}/amazondynamodb/latest/developerguide/AutoScaling.html`),
  createQueue: page(
    "SQS CreateQueue",
    `${AWS}/AWSSimpleQueueService/latest/APIReference/API_CreateQueue.html`,
  ),
  createEventBus: page(
    "EventBridge CreateEventBus",
    `${AWS}/eventbridge/latest/APIReference/API_CreateEventBus.html`,
  ),
  keySchemaElement: page(
    "DynamoDB KeySchemaElement",
    `${AWS}/amazondynamodb/latest/APIReference/API_KeySchemaElement.html`,
  ),
  tableQuotas: page("DynamoDB quotas", `${AWS}/amazondynamodb/latest/developerguide/ServiceQuotas.html`),
  projection: page("DynamoDB Projection", `${AWS}/amazondynamodb/latest/APIReference/API_Projection.html`),
  timeToLive: page(
    "DynamoDB TimeToLiveSpecification",
    `${AWS}/amazondynamodb/latest/APIReference/API_TimeToLiveSpecification.html`,
  ),
  pointInTimeRecovery: page(
    "DynamoDB PointInTimeRecoverySpecification",
    `${AWS}/amazondynamodb/latest/APIReference/API_PointInTimeRecoverySpecification.html`,
  ),
  putRetentionPolicy: page(
    "CloudWatch Logs PutRetentionPolicy",
    `${AWS}/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html`,
  ),
  putMetricAlarm: page(
    "CloudWatch PutMetricAlarm",
    `${AWS}/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html`,
  ),
  bucketNames: page("S3 bucket naming rules", `${AWS}/AmazonS3/latest/userguide/bucketnamingrules.html`),
  noncurrentVersions: page(
    "S3 NoncurrentVersionExpiration",
    `${AWS}/AmazonS3/latest/API/API_NoncurrentVersionExpiration.html`,
  ),
  tagNaming: page("AWS tag naming limits", `${AWS}/general/latest/gr/aws_tagging.html`),
  workspaces: page(
    "HCP Terraform workspaces API",
    "https://developer.hashicorp.com/terraform/cloud-docs/api-docs/workspaces",
  ),
};

function page(title: string, url: string): Page {
  return { title, url };
}
