import { TerraformOutput, TerraformStack, Testing } from "cdktf";
import type { ApiAuthorization } from "../../../constructs/api-authorization";
import { FunctionApi, type FunctionApiProps } from "../../../constructs/function-api";
import type { ElementJson } from "../../../synthesized/stack-json";
import { expression } from "../support/elements";
import { onlyElement, synthAlone } from "../support/synth-alone";

const API = expression("aws_apigatewayv2_api.api_this.id");
const REQUIRED: FunctionApiProps = {
  accountId: "222222222222",
  region: "eu-central-1",
  apiName: "devices",
  path: "/devices",
  functionName: "devices-function",
  invokeArn: "arn:aws:apigateway:eu-central-1:lambda:path/devices",
};

const apiOf = (props: Partial<FunctionApiProps> = {}) =>
  synthAlone((scope) => {
    const { url, accessLogGroupName } = new FunctionApi(scope, "api", { ...REQUIRED, ...props });
    new TerraformOutput(scope, "attributes", { value: [url, accessLogGroupName] });
  });

test("the API has one route, which signed requests reach", () => {
  // Act
  const json = apiOf();

  // Assess
  expect(onlyElement(json, "aws_apigatewayv2_api")).toEqual({ name: "devices", protocol_type: "HTTP" });
  expect(onlyElement(json, "aws_apigatewayv2_route")).toEqual({
    api_id: API,
    authorization_type: "AWS_IAM",
    route_key: "GET /devices",
    target: `integrations/${expression("aws_apigatewayv2_integration.api_integration.id")}`,
  });
  expect(onlyElement(json, "aws_apigatewayv2_integration")).toEqual({
    api_id: API,
    integration_type: "AWS_PROXY",
    integration_uri: "arn:aws:apigateway:eu-central-1:lambda:path/devices",
    payload_format_version: "2.0",
  });
  expect(onlyElement(json, "aws_lambda_permission")).toEqual({
    action: "lambda:InvokeFunction",
    function_name: "devices-function",
    principal: "apigateway.amazonaws.com",
    source_arn: `${expression("aws_apigatewayv2_api.api_this.execution_arn")}/$default/GET/devices`,
  });
  expect(json.output?.attributes?.value).toEqual([
    `${expression("aws_apigatewayv2_api.api_this.api_endpoint")}/devices`,
    expression("aws_cloudwatch_log_group.api_access-log_this.name"),
  ]);
});

test("by default the stage is throttled and logs each request for 30 days", () => {
  // Act
  const json = apiOf();

  // Assess
  const { access_log_settings, ...stage } = onlyElement(json, "aws_apigatewayv2_stage");
  const { format, destination_arn } = access_log_settings as Record<string, string>;
  expect(stage).toEqual({
    api_id: API,
    auto_deploy: true,
    default_route_settings: { throttling_burst_limit: 100, throttling_rate_limit: 50 },
    name: "$default",
  });
  expect(destination_arn).toBe(
    `arn:aws:logs:eu-central-1:222222222222:log-group:${expression("aws_cloudwatch_log_group.api_access-log_this.name")}`,
  );
  expect(Object.keys(JSON.parse(format ?? ""))).toEqual([
    "requestId",
    "time",
    "ip",
    "caller",
    "subject",
    "route",
    "status",
    "bytes",
    "latencyMs",
    "error",
    "authorizerError",
    "integrationError",
  ]);
  expect(onlyElement(json, "aws_cloudwatch_log_group")).toEqual({
    name: "/aws/vendedlogs/apigateway/devices",
    retention_in_days: 30,
  });
});

test("description, throttling and the access log's settings reach the API", () => {
  // Prepare
  const accessLogKeyArn = "arn:aws:kms:eu-central-1:222222222222:key/0b1f5a3e-6f0d-4f0c-9d55-0f6f3a6f9c11";

  // Act
  const json = apiOf({
    description: "Reads devices",
    throttling: { rateLimit: 1, burstLimit: 2 },
    accessLogRetentionDays: 7,
    accessLogKeyArn,
  });

  // Assess
  expect(onlyElement(json, "aws_apigatewayv2_api").description).toBe("Reads devices");
  expect(onlyElement(json, "aws_apigatewayv2_stage").default_route_settings).toEqual({
    throttling_rate_limit: 1,
    throttling_burst_limit: 2,
  });
  expect(onlyElement(json, "aws_cloudwatch_log_group")).toEqual({
    name: "/aws/vendedlogs/apigateway/devices",
    retention_in_days: 7,
    kms_key_id: accessLogKeyArn,
  });
});

test.each<[string, readonly string[] | undefined, readonly string[] | undefined]>([
  ["with scopes", ["devices/read"], ["devices/read"]],
  ["without scopes", undefined, undefined],
])("with jwt, %s, callers need a token of the issuer", (_what, scopes, expected) => {
  // Prepare
  const authorization: ApiAuthorization = {
    type: "jwt",
    issuer: "https://issuer.example",
    audience: ["devices"],
    scopes,
  };

  // Act
  const json = apiOf({ authorization });

  // Assess
  expect(onlyElement(json, "aws_apigatewayv2_authorizer")).toEqual({
    api_id: API,
    authorizer_type: "JWT",
    identity_sources: ["$request.header.Authorization"],
    jwt_configuration: { audience: ["devices"], issuer: "https://issuer.example" },
    lifecycle: { create_before_destroy: true },
    name: "jwt",
  });
  expect(onlyElement(json, "aws_apigatewayv2_route")).toMatchObject({
    authorization_type: "JWT",
    authorizer_id: expression("aws_apigatewayv2_authorizer.api_authorizer.id"),
  });
  expect(onlyElement(json, "aws_apigatewayv2_route").authorization_scopes).toEqual(expected);
});

test("with none everybody may call, and the reason is recorded beside the route", () => {
  // Prepare
  const because = "the devices are public data";
  const stack = new TerraformStack(Testing.app(), "stack");

  // Act
  new FunctionApi(stack, "api", { ...REQUIRED, authorization: { type: "none", because } });

  // Assess
  const [route] = Object.values<ElementJson>(stack.toTerraform().resource.aws_apigatewayv2_route);
  expect(route).toMatchObject({
    authorization_type: "NONE",
    "//": { scanExceptions: { CKV_AWS_309: because } },
  });
});
