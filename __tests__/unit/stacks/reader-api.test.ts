import { type Content, CROSS_ACCOUNT } from "../config/sample";
import { type Element, expression, policyOf, resource, settingsOf, synthesize } from "../support/synthesize";
import { temporaryFolder } from "../support/temporary-folder";

const folder = temporaryFolder();
const READER = "consumers.handler.readerApi";
const API_ID = expression("aws_apigatewayv2_api.reader_api.id");

/** The sample with a reader API, and edits. */
const synthesized = (edits: Content = {}) =>
  synthesize({ ...structuredClone(CROSS_ACCOUNT), ...edits }, folder);

/** One resource of the consumer stack, without its place. */
const settings = (type: string, name: string, edits: Content = {}): Element =>
  settingsOf(resource(synthesized(edits), "consumer", type, name));

test("the API has one route, which only signed requests reach", () => {
  // Act
  const api = settings("aws_apigatewayv2_api", "reader_api");
  const route = settings("aws_apigatewayv2_route", "reader_api_route");
  const integration = settings("aws_apigatewayv2_integration", "reader_api_integration");

  // Assess
  expect(api).toEqual({
    name: "reader",
    description: "Reads a DynamoDB table in another account",
    protocol_type: "HTTP",
    provider: "aws.account",
  });
  expect(route).toEqual({
    api_id: API_ID,
    route_key: "GET /hello",
    target: `integrations/${expression("aws_apigatewayv2_integration.reader_api_integration.id")}`,
    authorization_type: "AWS_IAM",
    provider: "aws.account",
  });
  expect(integration).toEqual({
    api_id: API_ID,
    integration_type: "AWS_PROXY",
    integration_uri: expression("aws_lambda_function.reader_function.invoke_arn"),
    payload_format_version: "2.0",
    provider: "aws.account",
  });
});

test("the stage is throttled and writes an access log without queries and headers", () => {
  // Act
  const stage = settings("aws_apigatewayv2_stage", "reader_api_stage");
  const log = settings("aws_cloudwatch_log_group", "reader_api_access_log");

  // Assess
  expect(stage).toMatchObject({
    name: "$default",
    auto_deploy: true,
    default_route_settings: { throttling_rate_limit: 50, throttling_burst_limit: 100 },
    access_log_settings: {
      destination_arn: expect.stringContaining(":log-group:"),
      format: expect.not.stringMatching(/query|header|path/i),
    },
  });
  expect(log).toEqual({
    name: "/aws/vendedlogs/apigateway/reader",
    retention_in_days: 30,
    provider: "aws.account",
  });
});

test("API Gateway may call the function for this route only", () => {
  // Act
  const permission = settings("aws_lambda_permission", "reader_api_permission", {
    [`${READER}.path`]: "/v1/devices",
  });

  // Assess
  expect(permission).toEqual({
    action: "lambda:InvokeFunction",
    function_name: expression("aws_lambda_function.reader_function.function_name"),
    principal: "apigateway.amazonaws.com",
    source_arn: `${expression("aws_apigatewayv2_api.reader_api.execution_arn")}/$default/GET/v1/devices`,
    provider: "aws.account",
  });
});

test("the function knows its table and role, and takes the layer", () => {
  // Act
  const fn = settings("aws_lambda_function", "reader_function");

  // Assess
  expect(fn).toMatchObject({
    function_name: "reader",
    layers: [expression("aws_lambda_layer_version.cross_account_layer.arn")],
    timeout: 29,
    role: expression("aws_iam_role.reader_role.arn"),
    environment: {
      variables: {
        POWERTOOLS_SERVICE_NAME: "reader",
        SOURCE_ACCOUNT_ID: "111111111111",
        ACCESS_ROLE_NAME: "read-devices",
        EXTERNAL_ID: "reader-1",
        TABLE_NAME: "Devices",
        TABLE_REGION: "eu-central-1",
        KEY_ATTRIBUTES: '["deviceId"]',
        MAX_ITEMS: "10000",
        MAX_SEGMENTS: "8",
      },
    },
  });
  expect(fn.tracing_config).toEqual({ mode: "PassThrough" });
});

test("its role may assume the access role and write its own log, and nothing else", () => {
  // Prepare
  const policy = resource(synthesized(), "consumer", "aws_iam_role_policy", "reader_role_policy");

  // Act
  const document = policyOf(policy);

  // Assess
  expect(document).toEqual({
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "AssumeAccessRoles",
        Effect: "Allow",
        Action: "sts:AssumeRole",
        Resource: ["arn:aws:iam::111111111111:role/read-devices"],
      },
      {
        Sid: "WriteOwnLogStreams",
        Effect: "Allow",
        Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
        Resource: expect.stringMatching(
          /^arn:aws:logs:eu-central-1:222222222222:log-group:.*reader_log_group\.name\}:\*$/,
        ),
      },
    ],
  });
});

test("with `none` everybody may call, and the reason stands beside the route", () => {
  // Prepare
  const because = "the table holds public data";

  // Act
  const route = resource(
    synthesized({ [`${READER}.authorization`]: { type: "none", because } }),
    "consumer",
    "aws_apigatewayv2_route",
    "reader_api_route",
  );

  // Assess
  expect(route).toMatchObject({
    authorization_type: "NONE",
    "//": { scanExceptions: { CKV_AWS_309: because } },
  });
});

test("with `jwt` a token of the issuer is needed", () => {
  // Prepare
  const jwt = { type: "jwt", issuer: "https://issuer.example", audience: ["readers"], scopes: ["read"] };
  const edits = { [`${READER}.authorization`]: jwt };

  // Act
  const route = settings("aws_apigatewayv2_route", "reader_api_route", edits);
  const authorizer = settings("aws_apigatewayv2_authorizer", "reader_api_authorizer", edits);

  // Assess
  expect(route).toMatchObject({
    authorization_type: "JWT",
    authorization_scopes: ["read"],
    authorizer_id: expression("aws_apigatewayv2_authorizer.reader_api_authorizer.id"),
  });
  expect(authorizer).toMatchObject({
    authorizer_type: "JWT",
    identity_sources: ["$request.header.Authorization"],
    jwt_configuration: { issuer: "https://issuer.example", audience: ["readers"] },
  });
});
