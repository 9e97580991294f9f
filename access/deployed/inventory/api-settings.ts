import type { Api, Authorizer, Integration, RouteSettings, Stage } from "@aws-sdk/client-apigatewayv2";
import { parsed } from "../../inventory/compare/normalized";
import type { Settings } from "../../inventory/stack-inventory";

/** What API Gateway says of an API, by Terraform's names. */
export function apiSettings({ Name, ProtocolType, CorsConfiguration }: Api): Settings {
  return { name: Name, protocol_type: ProtocolType, cors_configuration: given(CorsConfiguration) };
}

/** What API Gateway says of an integration, by Terraform's names. */
export function integrationSettings(found: Integration): Settings {
  return {
    integration_type: found.IntegrationType,
    integration_uri: found.IntegrationUri,
    payload_format_version: found.PayloadFormatVersion,
    integration_subtype: found.IntegrationSubtype,
    credentials_arn: found.CredentialsArn,
    request_parameters: given(found.RequestParameters),
  };
}

/** What API Gateway says of an authorizer, by Terraform's names. @param expected what the file implies */
export function authorizerSettings(
  { Name, AuthorizerType, AuthorizerUri, IdentitySource, JwtConfiguration = {} }: Authorizer,
  expected: Settings = {},
): Settings {
  const { Issuer, Audience } = JwtConfiguration;
  const jwt = (expected.jwt_configuration ?? {}) as Settings;
  return {
    name: Name,
    authorizer_type: AuthorizerType,
    // An empty text calls no function either.
    authorizer_uri: AuthorizerUri || undefined,
    identity_sources: asSet(IdentitySource, expected.identity_sources),
    jwt_configuration: given({ issuer: Issuer, audience: asSet(Audience, jwt.audience) }),
  };
}

/** What API Gateway says of a stage, by Terraform's names. */
export function stageSettings(found: Stage): Settings {
  const { DestinationArn, Format } = found.AccessLogSettings ?? {};
  const routes = Object.entries(found.RouteSettings ?? {});
  return {
    name: found.StageName,
    auto_deploy: found.AutoDeploy,
    default_route_settings: throttling(found.DefaultRouteSettings),
    route_settings: given(Object.fromEntries(routes.map(([key, one]) => [key, throttling(one)]))),
    access_log_settings: given({ destination_arn: DestinationArn, format: parsed(Format) }),
    stage_variables: given(found.StageVariables),
  };
}

/** Terraform keeps these lists as sets, so their order says nothing. None and an empty one are the same. */
export function asSet(found: readonly string[] | undefined, expected: unknown): unknown {
  if (!found || found.length === 0) return undefined;
  const wanted: readonly unknown[] = Array.isArray(expected) ? expected : [];
  const isSame = wanted.length === found.length && found.every((one) => wanted.includes(one));
  return isSame ? wanted : found;
}

function throttling({ ThrottlingRateLimit, ThrottlingBurstLimit }: RouteSettings = {}): Settings | undefined {
  return given({ throttling_rate_limit: ThrottlingRateLimit, throttling_burst_limit: ThrottlingBurstLimit });
}

/** Fields, or undefined if there is nothing in them. */
function given(fields: object | undefined): Settings | undefined {
  return fields && Object.values(fields).some((value) => value !== undefined)
    ? ({ ...fields } as Settings)
    : undefined;
}
