import type { Api, Integration, Route } from "@aws-sdk/client-apigatewayv2";
import { apiText, integrationsOf, routesOf } from "./account-apis";
import {
  additionalFinding,
  type DeployedFinding,
  type DeployedStack,
  expectedOf,
  whyOf,
} from "./deployed-stack";

/** APIs that the file does not know and that call its functions. */
export async function otherApiFindings(
  stack: DeployedStack,
  apis: readonly Api[],
): Promise<DeployedFinding[]> {
  const findings: DeployedFinding[] = [];
  // One after the other: API Gateway answers an account ten such requests per second.
  for (const api of apis) findings.push(...(await findingsOf(stack, api)));
  return findings;
}

async function findingsOf(stack: DeployedStack, api: Api): Promise<DeployedFinding[]> {
  const integrations = (await integrationsOf(stack, api)) ?? [];
  noteVariables(stack, api, integrations);
  const calling = integrations.filter(({ IntegrationUri = "" }) => callsOwnFunction(stack, IntegrationUri));
  if (calling.length === 0) return [];
  const routes = await routesOf(stack, api);
  return calling.map((integration) =>
    additionalFinding(
      stack,
      `aws_apigatewayv2_api ${apiText(api)}`,
      { integration_uri: integration.IntegrationUri, routes: routes && routesTo(integration, routes) },
      whyOf("aws_apigatewayv2_api"),
    ),
  );
}

/** Whether a URI names a function of the stack, a version or an alias of it included. */
function callsOwnFunction(stack: DeployedStack, uri: string): boolean {
  const { partition, region, accountId } = stack;
  return expectedOf(stack, "aws_lambda_function").some(({ settings }) =>
    uri
      .split(`arn:${partition}:lambda:${region}:${accountId}:function:${settings.function_name}`)
      .slice(1)
      .some((rest) => /^(?:$|[:/])/.test(rest)),
  );
}

function routesTo({ IntegrationId }: Integration, routes: readonly Route[]): unknown {
  return routes
    .filter(({ Target }) => Target === `integrations/${IntegrationId}`)
    .map(({ RouteKey, AuthorizationType }) => ({
      route_key: RouteKey,
      authorization_type: AuthorizationType,
    }));
}

/** A variable of the stage can be the name of any function. */
function noteVariables({ notes }: DeployedStack, api: Api, integrations: readonly Integration[]): void {
  for (const { IntegrationUri = "" } of integrations) {
    if (!IntegrationUri.includes("$" + "{stageVariables.")) continue;
    notes.add(`API ${apiText(api)}: which function ${IntegrationUri} is depends on variables of its stages`);
  }
}
