import {
  type Api,
  ApiGatewayV2Client,
  type Authorizer,
  GetApisCommand,
  GetAuthorizersCommand,
  GetIntegrationsCommand,
  GetRoutesCommand,
  GetStagesCommand,
  type Integration,
  type Route,
  type Stage,
} from "@aws-sdk/client-apigatewayv2";
import { mockClient } from "aws-sdk-client-mock";
import type { AccountReader } from "../../../../access/deployed/account-reader";
import { apiFindings } from "../../../../access/deployed/inventory/apis";
import type { DeployedStack } from "../../../../access/deployed/inventory/deployed-stack";
import { Notes } from "../../../../access/deployed/inventory/notes";
import { apiElements } from "../../../../access/inventory/expected/reader-api";
import type { Settings } from "../../../../access/inventory/stack-inventory";
import { loadEnvironment } from "../../../../config/load-environment";

const client = mockClient(ApiGatewayV2Client);
const ACCOUNT = "222222222222";
const REGION = "eu-central-1";
const NAME = "read-devices-api";
const FUNCTION = `arn:aws:lambda:${REGION}:${ACCOUNT}:function:${NAME}`;
const INVOKE = `arn:aws:apigateway:${REGION}:lambda:path/2015-03-31/functions/${FUNCTION}/invocations`;
const OURS: Api = {
  ApiId: "ours",
  Name: NAME,
  ProtocolType: "HTTP",
  RouteSelectionExpression: "$request.method $request.path",
  CreatedDate: new Date(1000),
};
const ROUTE: Route = {
  RouteId: "route",
  RouteKey: "GET /devices",
  Target: "integrations/integration",
  AuthorizationType: "JWT",
  AuthorizerId: "authorizer",
  AuthorizationScopes: ["devices/list", "devices/read"],
};
const INTEGRATION: Integration = {
  IntegrationId: "integration",
  IntegrationType: "AWS_PROXY",
  IntegrationUri: INVOKE,
  PayloadFormatVersion: "2.0",
};
const AUTHORIZER: Authorizer = {
  AuthorizerId: "authorizer",
  Name: "jwt",
  AuthorizerType: "JWT",
  IdentitySource: ["$request.header.Authorization"],
  JwtConfiguration: { Issuer: "https://login.example.com/", Audience: ["reports", "devices"] },
};

/** What the file implies, with two audiences and two scopes. */
function elements(): Record<string, Settings> {
  const { environment } = loadEnvironment("example-reaching");
  const config = environment.consumers["order-events"]?.readerApi;
  if (config?.authorization.type !== "jwt") throw new Error("The example asks for tokens.");
  const authorization = {
    ...config.authorization,
    audience: ["devices", "reports"],
    scopes: ["devices/read", "devices/list"],
  };
  return {
    "aws_lambda_function.reader_function": { function_name: NAME },
    ...apiElements({ ...config, authorization }, { accountId: ACCOUNT, region: REGION }),
  };
}

function stage(): Stage {
  const { access_log_settings: log } = elements()["aws_apigatewayv2_stage.reader_api_stage"] as {
    readonly access_log_settings: { readonly destination_arn: string; readonly format: object };
  };
  return {
    StageName: "$default",
    AutoDeploy: true,
    DefaultRouteSettings: {
      DetailedMetricsEnabled: false,
      ThrottlingRateLimit: 20,
      ThrottlingBurstLimit: 40,
    },
    RouteSettings: {},
    StageVariables: {},
    AccessLogSettings: { DestinationArn: log.destination_arn, Format: JSON.stringify(log.format) },
  };
}

/** What an API consists of. @default what the file implies */
interface ApiParts {
  readonly routes?: Route[];
  readonly integrations?: Integration[];
  readonly authorizers?: Authorizer[];
  readonly stages?: Stage[];
}

/** A stack whose API is as the file implies, but for what is given. */
function stackWith({
  routes = [ROUTE],
  integrations = [INTEGRATION],
  authorizers = [AUTHORIZER],
  stages = [stage()],
}: ApiParts = {}): DeployedStack {
  client.reset();
  client.on(GetApisCommand).resolves({ Items: [OURS] });
  client.on(GetRoutesCommand).resolves({ Items: routes });
  client.on(GetIntegrationsCommand).resolves({ Items: integrations });
  client.on(GetAuthorizersCommand).resolves({ Items: authorizers });
  client.on(GetStagesCommand).resolves({ Items: stages });
  return {
    inventory: { name: "consumer", elements: elements(), outputs: {}, provider: {}, state: {} },
    accountId: ACCOUNT,
    region: REGION,
    partition: "aws",
    reader: { apis: new ApiGatewayV2Client({ region: REGION }) } as AccountReader,
    notes: new Notes(),
    resolve: (text) => text.replace(`\${aws_lambda_function.reader_function.invoke_arn}`, INVOKE),
  };
}

async function judged(stack: DeployedStack) {
  const findings = await apiFindings(stack);
  return {
    findings: findings.map(({ place, expected, found }) => `${place}: ${expected} -> ${found}`),
    notes: stack.notes.lines,
  };
}

test("an API as the file implies it: the order of audiences and scopes says nothing", async () => {
  // Act
  const result = await judged(stackWith());

  // Assess
  expect(result).toEqual({ findings: [], notes: [] });
});

test.each<{ name: string; changed: ApiParts; findings: string[] }>([
  {
    name: "no authorization",
    changed: { routes: [{ ...ROUTE, AuthorizationType: "NONE", AuthorizerId: undefined }] },
    findings: [
      "consumer aws_apigatewayv2_route.reader_api_route authorization_type: JWT -> NONE",
      "consumer aws_apigatewayv2_route.reader_api_route authorizer_id: jwt (https://login.example.com/ reports devices) -> nothing",
    ],
  },
  {
    name: "no scopes",
    changed: { routes: [{ ...ROUTE, AuthorizationScopes: [] }] },
    findings: [
      'consumer aws_apigatewayv2_route.reader_api_route authorization_scopes: ["devices/read","devices/list"] -> nothing',
    ],
  },
  {
    name: "an additional route",
    changed: { routes: [ROUTE, { RouteKey: "$default", Target: ROUTE.Target, AuthorizationType: "NONE" }] },
    findings: [
      `consumer aws_apigatewayv2_route of API ${NAME} (ours): nothing -> {"route_key":"$default","target":"integrations/${INVOKE}","authorization_type":"NONE"}`,
    ],
  },
  {
    name: "another issuer",
    changed: {
      authorizers: [
        {
          ...AUTHORIZER,
          JwtConfiguration: { ...AUTHORIZER.JwtConfiguration, Issuer: "https://other.example" },
        },
      ],
    },
    findings: [
      "consumer aws_apigatewayv2_authorizer.reader_api_authorizer jwt_configuration.issuer: https://login.example.com/ -> https://other.example",
    ],
  },
  {
    name: "another authorizer on the route",
    changed: {
      routes: [{ ...ROUTE, AuthorizerId: "more" }],
      authorizers: [
        AUTHORIZER,
        { AuthorizerId: "more", Name: "more", AuthorizerType: "REQUEST", AuthorizerUri: INVOKE },
      ],
    },
    findings: [
      `consumer aws_apigatewayv2_authorizer of API ${NAME} (ours): nothing -> {"name":"more","authorizer_type":"REQUEST","authorizer_uri":"${INVOKE}"}`,
      `consumer aws_apigatewayv2_route.reader_api_route authorizer_id: jwt (https://login.example.com/ reports devices) -> more (${INVOKE})`,
    ],
  },
  {
    name: "another function",
    changed: { integrations: [{ ...INTEGRATION, IntegrationUri: `${FUNCTION}-2` }] },
    findings: [
      `consumer aws_apigatewayv2_integration.reader_api_integration integration_uri: ${INVOKE} -> ${FUNCTION}-2`,
    ],
  },
  {
    name: "throttling of one route, and another format of the access log",
    changed: {
      stages: [
        {
          ...stage(),
          RouteSettings: { "GET /devices": { ThrottlingRateLimit: 9000 } },
          AccessLogSettings: { ...stage().AccessLogSettings, Format: "$context.path" },
        },
      ],
    },
    findings: [
      'consumer aws_apigatewayv2_stage.reader_api_stage route_settings: nothing -> {"GET /devices":{"throttling_rate_limit":9000}}',
      `consumer aws_apigatewayv2_stage.reader_api_stage access_log_settings.format: ${stage().AccessLogSettings?.Format?.slice(0, 400)}… -> $context.path`,
    ],
  },
])("both sides are found: $name", async ({ changed, findings }) => {
  // Act
  const result = await judged(stackWith(changed));

  // Assess
  expect(result).toEqual({ findings, notes: [] });
});

test("a route on the second page is found", async () => {
  // Prepare
  const stack = stackWith();
  client.on(GetRoutesCommand, { ApiId: "ours", NextToken: undefined }).resolves({
    Items: [ROUTE],
    NextToken: "next",
  });
  client.on(GetRoutesCommand, { ApiId: "ours", NextToken: "next" }).resolves({
    Items: [{ RouteKey: "GET /more", AuthorizationType: "AWS_IAM" }],
  });

  // Act
  const result = await judged(stack);

  // Assess
  expect(result.findings).toEqual([
    `consumer aws_apigatewayv2_route of API ${NAME} (ours): nothing -> {"route_key":"GET /more","authorization_type":"AWS_IAM"}`,
  ]);
});

test("an API that is not there is missing", async () => {
  // Prepare
  const stack = stackWith();
  client.on(GetApisCommand).resolves({ Items: [] });

  // Act
  const result = await judged(stack);

  // Assess
  expect(result).toEqual({
    findings: [
      `consumer aws_apigatewayv2_api.reader_api: {"name":"${NAME}","protocol_type":"HTTP"} -> nothing that is deployed`,
    ],
    notes: [],
  });
});

test.each([
  { name: "another name", Name: "more", uri: `${FUNCTION}:live`, isFound: true },
  { name: "the same name", Name: NAME, uri: INVOKE, isFound: true },
  { name: "a function whose name only begins alike", Name: "more", uri: `${FUNCTION}-2`, isFound: false },
])("another API that calls a function: $name", async ({ Name, uri, isFound }) => {
  // Prepare: the newer one comes first
  const stack = stackWith();
  const other: Api = { ...OURS, ApiId: "other", Name, CreatedDate: new Date(2000) };
  client.on(GetApisCommand).resolves({ Items: [other, OURS] });
  client
    .on(GetIntegrationsCommand, { ApiId: "other" })
    .resolves({ Items: [{ ...INTEGRATION, IntegrationUri: uri }] });
  client
    .on(GetRoutesCommand, { ApiId: "other" })
    .resolves({ Items: [{ ...ROUTE, RouteKey: "ANY /all", AuthorizationType: "NONE" }] });

  // Act
  const result = await judged(stack);

  // Assess
  const line = `consumer aws_apigatewayv2_api ${Name} (other): nothing -> {"integration_uri":"${uri}","routes":[{"route_key":"ANY /all","authorization_type":"NONE"}]}`;
  expect(result).toEqual({ findings: isFound ? [line] : [], notes: [] });
});

test("an API that takes the function's name from its stage is noted", async () => {
  // Prepare
  const stack = stackWith();
  const uri = FUNCTION.replace(NAME, `\${stageVariables.function}`);
  client.on(GetApisCommand).resolves({ Items: [OURS, { ...OURS, ApiId: "other", Name: "more" }] });
  client.on(GetIntegrationsCommand, { ApiId: "other" }).resolves({ Items: [{ IntegrationUri: uri }] });

  // Act
  const result = await judged(stack);

  // Assess
  expect(result).toEqual({
    findings: [],
    notes: [`API more (other): which function ${uri} is depends on variables of its stages`],
  });
});

const DENIED = Object.assign(new Error("not allowed"), { name: "AccessDeniedException" });

test("routes that cannot be read are noted, and the stage is judged all the same", async () => {
  // Prepare
  const stack = stackWith({ stages: [{ ...stage(), AutoDeploy: false }] });
  client.on(GetRoutesCommand).rejects(DENIED);

  // Act
  const result = await judged(stack);

  // Assess
  expect(result).toEqual({
    findings: ["consumer aws_apigatewayv2_stage.reader_api_stage auto_deploy: true -> false"],
    notes: [`routes of API ${NAME} (ours) cannot be read: AccessDeniedException: not allowed`],
  });
});

test("a route's function is not compared if integrations cannot be read; its authorization is", async () => {
  // Prepare
  const stack = stackWith({ routes: [{ ...ROUTE, AuthorizationType: "AWS_IAM" }] });
  client.on(GetIntegrationsCommand).rejects(DENIED);

  // Act
  const result = await judged(stack);

  // Assess
  expect(result).toEqual({
    findings: ["consumer aws_apigatewayv2_route.reader_api_route authorization_type: JWT -> AWS_IAM"],
    notes: [
      `consumer aws_apigatewayv2_route.reader_api_route target cannot be compared: nothing tells what \${aws_apigatewayv2_integration.reader_api_integration.id} is`,
      `integrations of API ${NAME} (ours) cannot be read: AccessDeniedException: not allowed`,
    ],
  });
});

test("APIs that cannot be listed are one note", async () => {
  // Prepare
  const stack = stackWith();
  client.on(GetApisCommand).rejects(DENIED);

  // Act
  const result = await judged(stack);

  // Assess
  expect(result).toEqual({
    findings: [],
    notes: [`APIs of account ${ACCOUNT} in ${REGION} cannot be read: AccessDeniedException: not allowed`],
  });
});
