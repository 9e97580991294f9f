import { TerraformOutput } from "cdktf";
import type { Construct } from "constructs";
import { GITHUB_AUDIENCE, GITHUB_ISSUER } from "../constructs/github-trust";
import { OidcProvider } from "../constructs/oidc-provider";
import { RoleWithPolicies, type RoleWithPoliciesProps } from "../constructs/role-with-policies";
import { AccountStack, type AccountStackProps } from "./account-stack";

/** A role of a pipeline. */
export interface PipelineRole extends RoleWithPoliciesProps {
  /** Name of the role's construct: what the role is for. */
  readonly id: PipelineRoleId;
}

/**
 * `deploy` and `plan` are assumed by Terraform in an account, `drift` by `npm run drift`, `state` and `state-plan` for the
 * state, those with `job-` by jobs of GitHub Actions.
 */
export type PipelineRoleId =
  | "deploy"
  | "plan"
  | "drift"
  | "state"
  | "state-plan"
  | "job-deploy"
  | "job-plan"
  | "job-drift";

export interface PipelineStackProps extends AccountStackProps {
  /** Whether the stack makes the OIDC provider for GitHub. */
  readonly oidcProvider: boolean;
  readonly roles: readonly PipelineRole[];
  /** Values of the variables that the workflows need, by the variables' names. @default none */
  readonly variables?: Readonly<Record<string, string>>;
}

/**
 * The roles that a pipeline needs in one account, with the permissions to deploy the environment's stacks. An
 * administrator deploys it: a pipeline that could change its own roles could give itself every permission.
 */
export class PipelineStack extends AccountStack {
  constructor(scope: Construct, id: string, props: PipelineStackProps) {
    super(scope, id, props);
    const { oidcProvider, roles, variables = {} } = props;
    const provider = oidcProvider
      ? new OidcProvider(this, "github", { issuer: GITHUB_ISSUER, audiences: [GITHUB_AUDIENCE] })
      : undefined;
    for (const { id: roleId, ...role } of roles) {
      // The trust policies of these roles name the provider.
      const after = provider && roleId.startsWith("job-") ? [provider.resource] : [];
      new RoleWithPolicies(this, roleId, { ...role, after });
    }
    for (const [name, value] of Object.entries(variables)) {
      new TerraformOutput(this, name, { value, description: `Value of the variable ${name} on GitHub.` });
    }
  }
}
