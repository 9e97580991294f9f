import { Apigatewayv2Api } from "@cdktf/provider-aws/lib/apigatewayv2-api";
import { Apigatewayv2Integration } from "@cdktf/provider-aws/lib/apigatewayv2-integration";
import { Apigatewayv2Route } from "@cdktf/provider-aws/lib/apigatewayv2-route";
import { Apigatewayv2Stage } from "@cdktf/provider-aws/lib/apigatewayv2-stage";
import { LambdaPermission } from "@cdktf/provider-aws/lib/lambda-permission";
import { Construct } from "constructs";
import { type ApiAuthorization, authorizeRoute } from "./api-authorization";
import { LogGroup } from "./log-group";
import { exceptFromScan } from "./scan-exceptions";

/** The only stage: its name does not appear in the URL. */
const STAGE = "$default";

/** How many requests an API accepts before it answers 429. */
export interface ApiThrottling {
  /** Requests per second: 1 to 10,000 by API Gateway's default quota. */
  readonly rateLimit: number;
  /** Concurrent requests: 1 to 5,000 by API Gateway's default quota. */
  readonly burstLimit: number;
}

export interface FunctionApiProps {
  /** The account that owns the API: 12 digits. */
  readonly accountId: string;
  /** Region of the API, such as `eu-central-1`. */
  readonly region: string;
  /** Name of the API and of its access log, `/aws/vendedlogs/apigateway/<name>`. */
  readonly apiName: string;
  /** Path of the route, such as `/hello`. */
  readonly path: string;
  /** Name of the function that answers. */
  readonly functionName: string;
  /** ARN that API Gateway calls the function by. */
  readonly invokeArn: string;
  /**
   * What the API does, as the API Gateway console shows it.
   * @default no description
   */
  readonly description?: string;
  /** @default { type: "iam" } */
  readonly authorization?: ApiAuthorization;
  /** @default { rateLimit: 50, burstLimit: 100 } */
  readonly throttling?: ApiThrottling;
  /**
   * How long the access log is kept, days. CloudWatch Logs accepts certain values only, such as 7, 30, 90 and 365.
   * @default 30
   */
  readonly accessLogRetentionDays?: number;
  /**
   * ARN of the KMS key that encrypts the access log. Its policy must admit CloudWatch Logs of the region.
   * @default a key of AWS
   */
  readonly accessLogKeyArn?: string;
}

/**
 * An HTTP API with one `GET` route that a Lambda function answers, throttled and with an access log.
 * @example
 * const api = new FunctionApi(this, "api", {
 *   accountId: "222222222222",
 *   region: "eu-central-1",
 *   apiName: "devices",
 *   path: "/devices",
 *   functionName: fn.functionName,
 *   invokeArn: fn.invokeArn,
 * });
 */
export class FunctionApi extends Construct {
  /** ID of the API: a dimension of its metrics. */
  readonly apiId: string;
  /** URL of the route. */
  readonly url: string;
  /** Name of the access log's group. */
  readonly accessLogGroupName: string;

  constructor(scope: Construct, id: string, props: FunctionApiProps) {
    super(scope, id);
    const { path, authorization = { type: "iam" } } = props;
    const api = new Apigatewayv2Api(this, "this", {
      name: props.apiName,
      description: props.description,
      protocolType: "HTTP",
    });
    const integration = new Apigatewayv2Integration(this, "integration", {
      apiId: api.id,
      integrationType: "AWS_PROXY",
      integrationUri: props.invokeArn,
      payloadFormatVersion: "2.0",
    });
    const route = new Apigatewayv2Route(this, "route", {
      apiId: api.id,
      routeKey: `GET ${path}`,
      target: `integrations/${integration.id}`,
      ...authorizeRoute(this, api.id, authorization),
    });
    if (authorization.type === "none") exceptFromScan(route, { CKV_AWS_309: authorization.because });
    this.accessLogGroupName = this.addStage(props, api);
    new LambdaPermission(this, "permission", {
      functionName: props.functionName,
      action: "lambda:InvokeFunction",
      principal: "apigateway.amazonaws.com",
      sourceArn: `${api.executionArn}/${STAGE}/GET${path}`,
    });
    this.apiId = api.id;
    this.url = `${api.apiEndpoint}${path}`;
  }

  /** @returns name of the access log's group */
  private addStage(props: FunctionApiProps, { id: apiId }: Apigatewayv2Api): string {
    const { accountId, region, apiName, throttling = { rateLimit: 50, burstLimit: 100 } } = props;
    const accessLog = new LogGroup(this, "access-log", {
      accountId,
      region,
      // One statement of the account's resource policy admits all groups below this prefix. Each group elsewhere adds a
      // statement of its own, until the policy is full at 5,120 characters.
      name: `/aws/vendedlogs/apigateway/${apiName}`,
      retentionDays: props.accessLogRetentionDays,
      keyArn: props.accessLogKeyArn,
    });
    new Apigatewayv2Stage(this, "stage", {
      apiId,
      name: STAGE,
      autoDeploy: true,
      defaultRouteSettings: {
        throttlingRateLimit: throttling.rateLimit,
        throttlingBurstLimit: throttling.burstLimit,
      },
      accessLogSettings: { destinationArn: accessLog.arn, format: JSON.stringify(ACCESS_LOG) },
    });
    return accessLog.logGroupName;
  }
}

/**
 * One line per request (API Gateway Developer Guide, "Customizing HTTP API access logs"). Neither query nor headers:
 * query parameters can hold keys of items.
 */
const ACCESS_LOG = {
  requestId: "$context.requestId",
  time: "$context.requestTime",
  ip: "$context.identity.sourceIp",
  // Signed requests have a caller, those with a token a subject.
  caller: "$context.identity.userArn",
  subject: "$context.authorizer.claims.sub",
  route: "$context.routeKey",
  status: "$context.status",
  bytes: "$context.responseLength",
  latencyMs: "$context.responseLatency",
  error: "$context.error.message",
  authorizerError: "$context.authorizer.error",
  integrationError: "$context.integrationErrorMessage",
};
