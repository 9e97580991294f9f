import {
  type ApiGatewayV2Client,
  CreateApiCommand,
  CreateIntegrationCommand,
  CreateRouteCommand,
  DeleteApiCommand,
  DeleteRouteCommand,
  GetApisCommand,
  GetAuthorizersCommand,
  GetIntegrationsCommand,
  GetRoutesCommand,
  GetStagesCommand,
  UpdateAuthorizerCommand,
  UpdateIntegrationCommand,
  UpdateRouteCommand,
  UpdateStageCommand,
} from "@aws-sdk/client-apigatewayv2";
import { AddPermissionCommand, RemovePermissionCommand } from "@aws-sdk/client-lambda";
import { type ByHand, FUNCTION } from "./by-hand";

/** The function behind the pipeline's API, and the API's name. */
const READER = "other-account-dynamodb-access-lambda";

/** Changes of the reader's API, and an API beside it. */
export const APIS: readonly ByHand[] = [
  {
    name: "another route, without authorization",
    change: async ({ consumer: { apis } }) => {
      const ApiId = await readerApi(apis);
      const { Items: [{ Target } = {}] = [] } = await apis.send(new GetRoutesCommand({ ApiId }));
      const route = { ApiId, RouteKey: "GET /open", Target, AuthorizationType: "NONE" } as const;
      const { RouteId } = await apis.send(new CreateRouteCommand(route));
      return () => apis.send(new DeleteRouteCommand({ ApiId, RouteId }));
    },
    found: ({ consumerId }) => [
      expect.stringMatching(
        new RegExp(
          `^consumer aws_apigatewayv2_route of API ${READER} \\(\\w+\\): \\{"route_key":"GET /open","target":"integrations/${invokeArn(consumerId, READER)}","authorization_type":"NONE"\\}$`,
        ),
      ),
    ],
  },
  {
    name: "the route without authorization",
    change: async ({ consumer: { apis } }) => {
      const ApiId = await readerApi(apis);
      const { Items: [{ RouteId } = {}] = [] } = await apis.send(new GetRoutesCommand({ ApiId }));
      const update = (AuthorizationType: "NONE" | "JWT") =>
        apis.send(new UpdateRouteCommand({ ApiId, RouteId, AuthorizationType }));
      await update("NONE");
      return () => update("JWT");
    },
    found: () => ["consumer aws_apigatewayv2_route.reader_api_route authorization_type: NONE"],
  },
  {
    name: "another audience",
    change: async ({ consumer: { apis } }) => {
      const ApiId = await readerApi(apis);
      const { Items: [{ AuthorizerId, JwtConfiguration } = {}] = [] } = await apis.send(
        new GetAuthorizersCommand({ ApiId }),
      );
      const update = (Audience: string[] = []) =>
        apis.send(
          new UpdateAuthorizerCommand({
            ApiId,
            AuthorizerId,
            JwtConfiguration: { ...JwtConfiguration, Audience },
          }),
        );
      await update(["everyone"]);
      return () => update(JwtConfiguration?.Audience);
    },
    found: () => [
      "consumer aws_apigatewayv2_authorizer.reader_api_authorizer jwt_configuration.audience[0]: everyone",
    ],
  },
  {
    name: "another function behind the route",
    change: async ({ consumer: { apis }, consumerId }) => {
      const ApiId = await readerApi(apis);
      const { Items: [{ IntegrationId, IntegrationUri } = {}] = [] } = await apis.send(
        new GetIntegrationsCommand({ ApiId }),
      );
      const update = (uri?: string) =>
        apis.send(new UpdateIntegrationCommand({ ApiId, IntegrationId, IntegrationUri: uri }));
      await update(invokeArn(consumerId, FUNCTION));
      return () => update(IntegrationUri);
    },
    found: ({ consumerId }) => [
      `consumer aws_apigatewayv2_integration.reader_api_integration integration_uri: ${invokeArn(consumerId, FUNCTION)}`,
    ],
  },
  {
    name: "more requests per second, and no access log of the API",
    change: async ({ consumer: { apis } }) => {
      const ApiId = await readerApi(apis);
      const { Items: [stage] = [] } = await apis.send(new GetStagesCommand({ ApiId }));
      const { DefaultRouteSettings, AccessLogSettings } = stage ?? {};
      const update = (rate?: number, log?: typeof AccessLogSettings) =>
        apis.send(
          new UpdateStageCommand({
            ApiId,
            StageName: "$default",
            DefaultRouteSettings: { ...DefaultRouteSettings, ThrottlingRateLimit: rate },
            AccessLogSettings: log,
          }),
        );
      await update(5000, {});
      return () => update(DefaultRouteSettings?.ThrottlingRateLimit, AccessLogSettings);
    },
    found: () => [
      "consumer aws_apigatewayv2_stage.reader_api_stage default_route_settings.throttling_rate_limit: 5000",
      "consumer aws_apigatewayv2_stage.reader_api_stage access_log_settings: nothing",
    ],
  },
  {
    name: "another API that calls the stream's function",
    change: async ({ consumer: { apis }, consumerId }) => {
      const { ApiId } = await apis.send(new CreateApiCommand({ Name: "more", ProtocolType: "HTTP" }));
      const { IntegrationId } = await apis.send(
        new CreateIntegrationCommand({
          ApiId,
          IntegrationType: "AWS_PROXY",
          IntegrationUri: `arn:aws:lambda:us-east-1:${consumerId}:function:${FUNCTION}`,
          PayloadFormatVersion: "2.0",
        }),
      );
      await apis.send(
        new CreateRouteCommand({ ApiId, RouteKey: "POST /records", Target: `integrations/${IntegrationId}` }),
      );
      return () => apis.send(new DeleteApiCommand({ ApiId }));
    },
    found: ({ consumerId }) => [
      expect.stringMatching(
        new RegExp(
          `^consumer aws_apigatewayv2_api more \\(\\w+\\): \\{"integration_uri":"arn:aws:lambda:us-east-1:${consumerId}:function:${FUNCTION}","routes":\\[\\{"route_key":"POST /records","authorization_type":"NONE"\\}\\]\\}$`,
        ),
      ),
    ],
  },
  {
    name: "a permission for the routes of another API",
    change: async ({ consumer: { lambda }, consumerId }) => {
      const named = { FunctionName: READER, StatementId: "more" };
      await lambda.send(
        new AddPermissionCommand({
          ...named,
          Action: "lambda:InvokeFunction",
          Principal: "apigateway.amazonaws.com",
          SourceArn: `arn:aws:execute-api:us-east-1:${consumerId}:another/$default/GET/hello`,
        }),
      );
      return () => lambda.send(new RemovePermissionCommand(named));
    },
    found: ({ consumerId }) => [
      expect.stringMatching(
        new RegExp(
          `^consumer aws_lambda_permission.reader_api_permission of aws_lambda_function.reader_function, statement more: .*:execute-api:us-east-1:${consumerId}:another/`,
        ),
      ),
    ],
  },
];

/** ID of the pipeline's API. */
async function readerApi(apis: ApiGatewayV2Client): Promise<string | undefined> {
  const { Items = [] } = await apis.send(new GetApisCommand({}));
  return Items.find(({ Name }) => Name === READER)?.ApiId;
}

/** What an integration calls a function by. */
function invokeArn(account: string, name: string): string {
  const arn = `arn:aws:lambda:us-east-1:${account}:function:${name}`;
  return `arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/${arn}/invocations`;
}
