import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { Construct } from "constructs";
import type { FunctionRole } from "../config/functions";
import { LAMBDA_ASSUMES, leaveTraces, pathOf } from "./function-statements";
import { type PolicyStatement, policyDocument } from "./policy-document";

export interface ReachingRoleProps {
  readonly role: FunctionRole;
  /** Name of the function, for the role's description. */
  readonly functionName: string;
  /** ARNs of the roles of other accounts that it assumes; an account ID may be `*` if the environment says so. */
  readonly assumes: readonly string[];
  /** ARN of the function's log group, without `:*`. */
  readonly logGroupArn: string;
  /** Whether the function sends traces to X-Ray. */
  readonly tracing: boolean;
}

/** The role of a function that reaches into other accounts: it may assume named roles there, and nothing else. */
export class ReachingRole extends Construct {
  /** ARN of the role. */
  readonly arn: string;

  constructor(scope: Construct, id: string, props: ReachingRoleProps) {
    super(scope, id);
    const { roleName, rolePath, permissionsBoundaryArn } = props.role;
    const role = new IamRole(this, "this", {
      name: roleName,
      path: pathOf(rolePath),
      permissionsBoundary: permissionsBoundaryArn,
      description: `Runs the function ${props.functionName} and assumes roles of other accounts`,
      assumeRolePolicy: policyDocument([LAMBDA_ASSUMES]),
    });
    this.arn = role.arn;
    new IamRolePolicy(this, "policy", {
      name: "reach-into-accounts",
      role: role.name,
      policy: policyDocument([assumeRoles(props.assumes), ...leaveTraces(props)]),
    });
  }
}

function assumeRoles(roleArns: readonly string[]): PolicyStatement {
  const isAny = roleArns.some((arn) => arn.includes("*"));
  return {
    Sid: isAny ? "AssumeInAnyAccount" : "AssumeAccessRoles",
    Effect: "Allow",
    Action: "sts:AssumeRole",
    Resource: roleArns,
  };
}
