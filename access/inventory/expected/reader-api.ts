import { partitionOf } from "../../../config/arns";
import type { ReaderApiConfig } from "../../../config/schema";
import type { Settings } from "../stack-inventory";
import { literal, ref } from "./text";

/** Account and region of an API. */
interface ApiPlace {
  readonly accountId: string;
  readonly region: string;
}

const API = ref("aws_apigatewayv2_api.reader_api", "id");

/** The reader's API: one route, who may call it, and the one function that it may invoke. */
export function apiElements(
  { function: fn, path, authorization, throttling, accessLogRetentionDays }: ReaderApiConfig,
  { accountId, region }: ApiPlace,
): Record<string, Settings> {
  const logGroup = `/aws/vendedlogs/apigateway/${fn.name}`;
  return {
    "aws_apigatewayv2_api.reader_api": { name: fn.name, protocol_type: "HTTP" },
    "aws_apigatewayv2_integration.reader_api_integration": {
      api_id: API,
      integration_type: "AWS_PROXY",
      integration_uri: ref("aws_lambda_function.reader_function", "invoke_arn"),
      payload_format_version: "2.0",
    },
    "aws_apigatewayv2_route.reader_api_route": {
      api_id: API,
      route_key: `GET ${path}`,
      target: `integrations/${ref("aws_apigatewayv2_integration.reader_api_integration", "id")}`,
      ...authorizationOf(authorization),
    },
    ...authorizer(authorization),
    "aws_apigatewayv2_stage.reader_api_stage": {
      api_id: API,
      name: "$default",
      auto_deploy: true,
      default_route_settings: {
        throttling_rate_limit: throttling.rateLimit,
        throttling_burst_limit: throttling.burstLimit,
      },
      access_log_settings: {
        destination_arn: `arn:${partitionOf(region)}:logs:${region}:${accountId}:log-group:${logGroup}`,
        format: ACCESS_LOG,
      },
    },
    "aws_cloudwatch_log_group.reader_api_access_log": {
      name: logGroup,
      retention_in_days: accessLogRetentionDays,
      kms_key_id: literal(fn.logKeyArn),
    },
    "aws_lambda_permission.reader_api_permission": {
      action: "lambda:InvokeFunction",
      function_name: fn.name,
      principal: "apigateway.amazonaws.com",
      source_arn: `${ref("aws_apigatewayv2_api.reader_api", "execution_arn")}/$default/GET${path}`,
    },
  };
}

function authorizationOf(authorization: ReaderApiConfig["authorization"]): Settings {
  if (authorization.type === "iam") return { authorization_type: "AWS_IAM" };
  if (authorization.type === "none") return { authorization_type: "NONE" };
  const { scopes } = authorization;
  return {
    authorization_type: "JWT",
    authorizer_id: ref("aws_apigatewayv2_authorizer.reader_api_authorizer", "id"),
    authorization_scopes: scopes.length > 0 ? literal(scopes) : undefined,
  };
}

function authorizer(authorization: ReaderApiConfig["authorization"]): Record<string, Settings> {
  if (authorization.type !== "jwt") return {};
  const { issuer, audience } = literal(authorization);
  return {
    "aws_apigatewayv2_authorizer.reader_api_authorizer": {
      api_id: API,
      name: "jwt",
      authorizer_type: "JWT",
      identity_sources: ["$request.header.Authorization"],
      jwt_configuration: { issuer, audience },
      lifecycle: { create_before_destroy: true },
    },
  };
}

/** What the access log may hold: neither query nor headers, which can hold keys of items and tokens. */
const ACCESS_LOG: Settings = {
  requestId: "$context.requestId",
  time: "$context.requestTime",
  ip: "$context.identity.sourceIp",
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
