import { IamPolicy } from "@cdktf/provider-aws/lib/iam-policy";
import type { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { type PolicyStatement, policyDocument } from "./policy-document";
import { addRole, type RoleProps } from "./role";

export interface FunctionRoleProps extends RoleProps {
  /**
   * What the role is for, as the IAM console shows it.
   * @default Execution role of a Lambda function
   */
  readonly description?: string;
  /**
   * Name of the role's inline policy. A new name replaces the policy.
   * @default permissions
   */
  readonly policyName?: string;
  /** What the role may do; at least one statement, because AWS refuses a policy without any. */
  readonly statements: readonly PolicyStatement[];
  /**
   * What the role may do besides, in an inline policy of its own, `own-permissions`: what is added there and taken out
   * again leaves the first policy as it is.
   * @default none
   */
  readonly ownStatements?: readonly PolicyStatement[];
  /**
   * What the role may do besides, in managed policies of their own, called `<roleName>-streams-<number>`.
   * @default none
   */
  readonly managedStatements?: readonly ManagedStatements[];
}

/** Statements of a managed policy. */
export interface ManagedStatements {
  /** Part of the policy's name, from 1 on. */
  readonly number: number;
  readonly statements: readonly PolicyStatement[];
}

/**
 * The execution role of a Lambda function. An event source mapping reads the stream and writes discarded batches with
 * it as well: this is the consumer account's half of the permission to read.
 * @example
 * const role = new FunctionRole(this, "role", {
 *   roleName: "OrdersHandler",
 *   statements: permissionStatements(
 *     { readStreams: { streamArns: [streamArn] } },
 *     { accountId: "222222222222", logGroupArn: logs.arn },
 *   ),
 * });
 */
export class FunctionRole extends Construct {
  /** ARN of the role. */
  readonly arn: string;
  /** The role's policies: what needs the role's permissions depends on them. */
  readonly policies: readonly ITerraformDependable[];

  constructor(scope: Construct, id: string, props: FunctionRoleProps) {
    super(scope, id);
    const role = addRole(this, props, {
      description: props.description ?? "Execution role of a Lambda function",
      trust: [LAMBDA_ASSUMES],
    });
    this.arn = role.arn;
    const managed = (props.managedStatements ?? []).map((one) => this.addManaged(role, props, one));
    const policy = new IamRolePolicy(this, "policy", {
      // What moves from this policy to managed ones is allowed there before it goes here, and the other way round.
      ...(managed.length > 0 && { dependsOn: managed }),
      name: props.policyName ?? "permissions",
      // Unlike the name, the ID is unknown while a role with another path takes its place: the policy is made again.
      role: role.id,
      policy: policyDocument(props.statements),
    });
    const { ownStatements = [] } = props;
    if (ownStatements.length === 0) {
      this.policies = [...managed, policy];
      return;
    }
    const own = new IamRolePolicy(this, "own-policy", {
      name: "own-permissions",
      role: role.name,
      policy: policyDocument(ownStatements),
    });
    this.policies = [...managed, policy, own];
  }

  private addManaged(
    role: IamRole,
    { roleName, rolePath }: FunctionRoleProps,
    { number, statements }: ManagedStatements,
  ): IamRolePolicyAttachment {
    const policy = new IamPolicy(this, `streams-${number}`, {
      name: `${roleName}-streams-${number}`,
      path: rolePath === "/" ? undefined : rolePath,
      description: `Streams that the role ${roleName} reads`,
      policy: policyDocument(statements),
    });
    return new IamRolePolicyAttachment(this, `streams-${number}-attachment`, {
      role: role.id,
      policyArn: policy.arn,
    });
  }
}

const LAMBDA_ASSUMES: PolicyStatement = {
  Sid: "LambdaAssumes",
  Effect: "Allow",
  Principal: { Service: "lambda.amazonaws.com" },
  Action: "sts:AssumeRole",
};
