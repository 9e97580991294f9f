import { Apigatewayv2Authorizer } from "@cdktf/provider-aws/lib/apigatewayv2-authorizer";
import type { Apigatewayv2RouteConfig } from "@cdktf/provider-aws/lib/apigatewayv2-route";
import type { Construct } from "constructs";

/** Who may call an API. */
export type ApiAuthorization = IamAuthorization | NoAuthorization | JwtAuthorization;

/** Identities of the API's account whose IAM policies allow it. Requests are signed. */
export interface IamAuthorization {
  readonly type: "iam";
}

/** Everybody on the internet. */
export interface NoAuthorization {
  readonly type: "none";
  /** Why that is right: the reason is recorded beside the route, for security scanners. */
  readonly because: string;
}

/** Holders of a token. */
export interface JwtAuthorization {
  readonly type: "jwt";
  /** URL of the issuer, `https://…`; API Gateway finds the issuer's public keys from it. */
  readonly issuer: string;
  /** Audiences; a token must name one of them. */
  readonly audience: readonly string[];
  /**
   * Scopes; a token must have one of them.
   * @default none needed
   */
  readonly scopes?: readonly string[];
}

/** The settings of a route that let in only what is authorized, with an authorizer for tokens. */
export function authorizeRoute(
  scope: Construct,
  apiId: string,
  authorization: ApiAuthorization,
): Pick<Apigatewayv2RouteConfig, "authorizationType" | "authorizerId" | "authorizationScopes"> {
  if (authorization.type === "iam") return { authorizationType: "AWS_IAM" };
  if (authorization.type === "none") return { authorizationType: "NONE" };
  const { issuer, audience, scopes = [] } = authorization;
  const authorizer = new Apigatewayv2Authorizer(scope, "authorizer", {
    apiId,
    name: "jwt",
    authorizerType: "JWT",
    identitySources: ["$request.header.Authorization"],
    jwtConfiguration: { issuer, audience: [...audience] },
    // API Gateway refuses to delete an authorizer that a route still uses, so the route lets go of it first.
    lifecycle: { createBeforeDestroy: true },
  });
  return {
    authorizationType: "JWT",
    authorizerId: authorizer.id,
    authorizationScopes: scopes.length > 0 ? [...scopes] : undefined,
  };
}
