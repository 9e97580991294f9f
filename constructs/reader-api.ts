import { Apigatewayv2Api } from "@cdktf/provider-aws/lib/apigatewayv2-api";
import { Apigatewayv2Authorizer } from "@cdktf/provider-aws/lib/apigatewayv2-authorizer";
import { Apigatewayv2Integration } from "@cdktf/provider-aws/lib/apigatewayv2-integration";
import { Apigatewayv2Route, type Apigatewayv2RouteConfig } from "@cdktf/provider-aws/lib/apigatewayv2-route";
import { Apigatewayv2Stage } from "@cdktf/provider-aws/lib/apigatewayv2-stage";
import { LambdaPermission } from "@cdktf/provider-aws/lib/lambda-permission";
import { Construct } from "constructs";
import type { ReaderApiConfig } from "../config/schema";
import type { ConsumerFunction } from "./consumer-function";
import { LogGroup } from "./log-group";
import { exceptFromScan } from "./scan-exceptions";
import { terraformLiteral } from "./terraform-literal";

/** The one stage: it has no name in the URL. */
const STAGE = "$default";

export interface ReaderApiProps {
  readonly config: ReaderApiConfig;
  /** The function that answers. */
  readonly fn: ConsumerFunction;
  readonly accountId: string;
  readonly region: string;
}

/** An HTTP API with one route, `GET` on the configured path, that a function answers. */
export class ReaderApi extends Construct {
  /** URL of the route. */
  readonly url: string;
  /** Name of the access log's group. */
  readonly accessLogGroupName: string;

  constructor(scope: Construct, id: string, props: ReaderApiProps) {
    super(scope, id);
    const { config, fn, accountId, region } = props;
    const api = new Apigatewayv2Api(this, "this", {
      name: config.function.name,
      description: "Reads a DynamoDB table of another account",
      protocolType: "HTTP",
    });
    const integration = new Apigatewayv2Integration(this, "integration", {
      apiId: api.id,
      integrationType: "AWS_PROXY",
      integrationUri: fn.invokeArn,
      payloadFormatVersion: "2.0",
    });
    const route = new Apigatewayv2Route(this, "route", {
      apiId: api.id,
      routeKey: `GET ${config.path}`,
      target: `integrations/${integration.id}`,
      ...this.authorization(config, api),
    });
    if (config.authorization.type === "none") {
      exceptFromScan(route, { CKV_AWS_309: terraformLiteral(config.authorization.because) });
    }
    const accessLog = new LogGroup(this, "access-log", {
      accountId,
      region,
      name: `/aws/apigateway/${config.function.name}`,
      retentionDays: config.accessLogRetentionDays,
      keyArn: config.function.logKeyArn,
    });
    new Apigatewayv2Stage(this, "stage", {
      apiId: api.id,
      name: STAGE,
      autoDeploy: true,
      defaultRouteSettings: {
        throttlingRateLimit: config.throttling.rateLimit,
        throttlingBurstLimit: config.throttling.burstLimit,
      },
      accessLogSettings: { destinationArn: accessLog.arn, format: JSON.stringify(ACCESS_LOG) },
    });
    new LambdaPermission(this, "permission", {
      functionName: fn.functionName,
      action: "lambda:InvokeFunction",
      principal: "apigateway.amazonaws.com",
      sourceArn: `${api.executionArn}/${STAGE}/GET${config.path}`,
    });
    this.url = `${api.apiEndpoint}${config.path}`;
    this.accessLogGroupName = accessLog.logGroupName;
  }

  private authorization(
    { authorization }: ReaderApiConfig,
    { id: apiId }: Apigatewayv2Api,
  ): Pick<Apigatewayv2RouteConfig, "authorizationType" | "authorizerId" | "authorizationScopes"> {
    if (authorization.type === "iam") return { authorizationType: "AWS_IAM" };
    if (authorization.type === "none") return { authorizationType: "NONE" };
    const authorizer = new Apigatewayv2Authorizer(this, "authorizer", {
      apiId,
      name: "jwt",
      authorizerType: "JWT",
      identitySources: ["$request.header.Authorization"],
      jwtConfiguration: {
        issuer: terraformLiteral(authorization.issuer),
        audience: authorization.audience.map(terraformLiteral),
      },
    });
    const { scopes } = authorization;
    return {
      authorizationType: "JWT",
      authorizerId: authorizer.id,
      authorizationScopes: scopes.length > 0 ? scopes.map(terraformLiteral) : undefined,
    };
  }
}

/**
 * One line a request (API Gateway Developer Guide, "Customizing HTTP API access logs"). Neither query nor headers:
 * a `nextToken` holds keys of items.
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
