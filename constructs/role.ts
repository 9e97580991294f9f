import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import type { Construct } from "constructs";
import { type PolicyStatement, policyDocument } from "./policy-document";

/** Name, place and limits of an IAM role. */
export interface RoleProps {
  /** Name of the role: 1 to 64 characters. A new name makes a new role. */
  readonly roleName: string;
  /**
   * Path of the role, which is part of its ARN. Starts and ends with a slash.
   * @default /
   */
  readonly rolePath?: string;
  /**
   * ARN of the managed policy that limits the role's permissions.
   * @default no permissions boundary
   */
  readonly permissionsBoundaryArn?: string;
}

/** What differs between the kinds of role. */
interface RoleKind {
  readonly description: string;
  /** Statements of the trust policy: who may assume the role. */
  readonly trust: readonly PolicyStatement[];
  /**
   * Longest session, seconds.
   * @default 3600, which is AWS's own
   */
  readonly maxSessionDuration?: number;
}

/** The role resource, named `this`, as the main element of a construct. */
export function addRole(scope: Construct, props: RoleProps, kind: RoleKind): IamRole {
  const { roleName, rolePath, permissionsBoundaryArn } = props;
  return new IamRole(scope, "this", {
    name: roleName,
    // IAM's own default is left out, so that reading it back shows no difference.
    path: rolePath === "/" ? undefined : rolePath,
    permissionsBoundary: permissionsBoundaryArn,
    description: kind.description,
    maxSessionDuration: kind.maxSessionDuration,
    assumeRolePolicy: policyDocument(kind.trust),
  });
}
