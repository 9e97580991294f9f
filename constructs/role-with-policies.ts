import { IamPolicy } from "@cdktf/provider-aws/lib/iam-policy";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import { dependable, type ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import type { PolicyStatement } from "./policy-document";
import { addRole, type RoleProps } from "./role";

/** A managed policy to create. */
export interface ManagedPolicy {
  /** Name of the policy: 1 to 128 characters. A new name makes a new policy. */
  readonly name: string;
  /** The policy's JSON. */
  readonly document: object;
}

export interface RoleWithPoliciesProps extends RoleProps {
  /** What the role is for, for people. */
  readonly description: string;
  /** Statements of the trust policy: who may assume the role. */
  readonly trust: readonly PolicyStatement[];
  /** The managed policies that are created and attached; at most ten unless the account's quota was raised. */
  readonly policies: readonly ManagedPolicy[];
  /**
   * Longest session: 3,600 to 43,200 seconds.
   * @default 3600
   */
  readonly maxSessionDuration?: number;
  /**
   * What must exist before the role, such as the OIDC provider that the trust policy names.
   * @default nothing
   */
  readonly after?: readonly ITerraformDependable[];
}

/**
 * A role with managed policies of its own. A policy with a new name is created and attached before the old one goes, so
 * the role never has less than both have in common.
 * @example
 * new RoleWithPolicies(this, "deploy", {
 *   roleName: "TerraformDeploy",
 *   description: "Deploys the streams",
 *   trust: [trustGithub(providerArn, { repository: "example-org/streams", environment: "production" })],
 *   policies: [{ name: "terraform-deploy", document }],
 * });
 */
export class RoleWithPolicies extends Construct {
  /** ARN of the role. */
  readonly arn: string;

  constructor(scope: Construct, id: string, props: RoleWithPoliciesProps) {
    super(scope, id);
    const { description, trust, policies, maxSessionDuration = 3600, after = [] } = props;
    const role = addRole(this, props, { description, trust, maxSessionDuration });
    if (after.length > 0) role.dependsOn = after.map(dependable);
    this.arn = role.arn;
    const lifecycle = { createBeforeDestroy: true };
    for (const [index, { name, document }] of policies.entries()) {
      const policy = new IamPolicy(this, `policy-${index + 1}`, {
        name,
        description,
        policy: JSON.stringify(document),
        lifecycle,
      });
      new IamRolePolicyAttachment(this, `attachment-${index + 1}`, {
        role: role.id,
        policyArn: policy.arn,
        lifecycle,
      });
    }
  }
}
