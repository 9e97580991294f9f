import type { Api, Authorizer, Integration, Route } from "@aws-sdk/client-apigatewayv2";
import type { Settings } from "../../inventory/stack-inventory";
import { apiNamed, apisOf, authorizersOf, integrationsOf, routesOf, stagesOf } from "./account-apis";
import { partFindings, partsOf, withReferences } from "./api-parts";
import { apiSettings, asSet, authorizerSettings, integrationSettings, stageSettings } from "./api-settings";
import {
  type DeployedFinding,
  type DeployedStack,
  type ExpectedElement,
  expectedOf,
  missingFinding,
  settingFindings,
} from "./deployed-stack";
import { otherApiFindings } from "./other-apis";

/** APIs of the file with all that decides who may call what, and other APIs that call the file's functions. */
export async function apiFindings(stack: DeployedStack): Promise<DeployedFinding[]> {
  if (expectedOf(stack, "aws_lambda_function").length === 0) return [];
  const apis = await apisOf(stack);
  if (!apis) return [];
  const own = expectedOf(stack, "aws_apigatewayv2_api").map((element) => ({
    element,
    api: apiNamed(apis, element.settings.name),
  }));
  const findings = own.map(({ element, api }) =>
    api ? findingsOf(stack, element, api) : [missingFinding(stack, element)],
  );
  const others = apis.filter((one) => own.every(({ api }) => api !== one));
  return [...(await Promise.all(findings)).flat(), ...(await otherApiFindings(stack, others))];
}

async function findingsOf(
  deployed: DeployedStack,
  element: ExpectedElement,
  api: Api,
): Promise<DeployedFinding[]> {
  const stack = withReferences(deployed, [[`${element.address}.id`, String(api.ApiId)]]);
  const [integrations, authorizers, routes, stages] = await Promise.all([
    integrationsOf(stack, api),
    authorizersOf(stack, api),
    routesOf(stack, api),
    stagesOf(stack, api),
  ]);
  const reached = partsOf(stack, api, {
    type: "aws_apigatewayv2_integration",
    found: integrations,
    isMeant: ({ integration_uri }, { IntegrationUri }) => integration_uri === IntegrationUri,
    settingsOf: integrationSettings,
  });
  const asked = partsOf(stack, api, {
    type: "aws_apigatewayv2_authorizer",
    found: authorizers,
    isMeant: ({ name }, { Name }) => name === Name,
    settingsOf: authorizerSettings,
  });
  // A route names both by IDs that AWS chooses. Findings say what they stand for.
  const called = withReferences(stack, [
    ...reached.pairs.map(({ address, one }) => [`${address}.id`, integrationText(one)] as const),
    ...asked.pairs.map(({ address, one }) => [`${address}.id`, authorizerText(one)] as const),
  ]);
  const open = partsOf(called, api, {
    type: "aws_apigatewayv2_route",
    found: routes,
    isMeant: ({ route_key }, { RouteKey }) => route_key === RouteKey,
    settingsOf: (route, expected) => routeSettings(route, { integrations, authorizers }, expected),
  });
  const published = partsOf(stack, api, {
    type: "aws_apigatewayv2_stage",
    found: stages,
    isMeant: ({ name }, { StageName }) => name === StageName,
    settingsOf: stageSettings,
  });
  return [
    ...settingFindings(stack, element, apiSettings(api)),
    ...partFindings(stack, api, reached),
    ...partFindings(stack, api, asked),
    ...partFindings(called, api, open),
    ...partFindings(stack, api, published),
  ];
}

function integrationText({ IntegrationUri, IntegrationSubtype, IntegrationId }: Integration): string {
  return IntegrationUri || IntegrationSubtype || String(IntegrationId);
}

function authorizerText({ Name, JwtConfiguration, AuthorizerUri }: Authorizer): string {
  const { Issuer, Audience = [] } = JwtConfiguration ?? {};
  return `${Name} (${Issuer ? [Issuer, ...Audience].join(" ") : AuthorizerUri})`;
}

function routeSettings(
  { RouteKey, Target = "", AuthorizationType, AuthorizerId, AuthorizationScopes }: Route,
  {
    integrations = [],
    authorizers = [],
  }: {
    readonly integrations: readonly Integration[] | undefined;
    readonly authorizers: readonly Authorizer[] | undefined;
  },
  expected: Settings = {},
): Settings {
  const integration = integrations.find(({ IntegrationId }) => Target === `integrations/${IntegrationId}`);
  const authorizer = authorizers.find((one) => one.AuthorizerId === AuthorizerId);
  return {
    route_key: RouteKey,
    target: integration ? `integrations/${integrationText(integration)}` : Target || undefined,
    authorization_type: AuthorizationType,
    authorizer_id: authorizer ? authorizerText(authorizer) : AuthorizerId,
    authorization_scopes: asSet(AuthorizationScopes, expected.authorization_scopes),
  };
}
