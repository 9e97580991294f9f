import { IamOpenidConnectProvider } from "@cdktf/provider-aws/lib/iam-openid-connect-provider";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";

export interface OidcProviderProps {
  /** Who issues the tokens: a host name without `https://`, such as `token.actions.githubusercontent.com`. */
  readonly issuer: string;
  /** The audiences that tokens may be made for; at least one. */
  readonly audiences: readonly string[];
}

/**
 * Lets an account's roles trust the tokens of an issuer. An account has at most one provider for each issuer. AWS knows
 * the certificates of well-known issuers itself and needs no thumbprint (IAM User Guide, "Create an OpenID Connect
 * identity provider"). By itself it lets nobody in: the trust policies of roles decide.
 * @example
 * new OidcProvider(this, "github", {
 *   issuer: "token.actions.githubusercontent.com",
 *   audiences: ["sts.amazonaws.com"],
 * });
 */
export class OidcProvider extends Construct {
  /** ARN of the provider. */
  readonly arn: string;
  /** The provider itself, for what must be made after it. */
  readonly resource: ITerraformDependable;

  constructor(scope: Construct, id: string, { issuer, audiences }: OidcProviderProps) {
    super(scope, id);
    const provider = new IamOpenidConnectProvider(this, "this", {
      url: `https://${issuer}`,
      clientIdList: [...audiences],
    });
    this.arn = provider.arn;
    this.resource = provider;
  }
}
