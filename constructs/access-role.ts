import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import { Token } from "cdktf";
import { Construct } from "constructs";
import { partitionOf } from "../config/arns";
import { allowEach, type Grantee } from "./grantee";
import { type PolicyStatement, policyDocument } from "./policy-document";
import { addRole, type RoleProps } from "./role";
import { exceptFromScan } from "./scan-exceptions";
import { accessStatements, type TableAccess } from "./table-access";

export interface AccessRoleProps extends RoleProps {
  /** Any region of the role's partition: ARNs in China and GovCloud differ. */
  readonly region: string;
  /** The roles that may assume this one; at least one. */
  readonly trusted: readonly Grantee[];
  /**
   * What the role may do with which tables.
   * @default no table
   */
  readonly tables?: readonly TableAccess[];
  /**
   * IAM actions that have no resources, such as `dynamodb:ListTables` (Service Authorization Reference).
   * @default none
   */
  readonly accountActions?: readonly string[];
  /**
   * Managed policies that are attached as well: ARNs, or names if they are AWS's own, such as `ReadOnlyAccess`.
   * @default none
   */
  readonly managedPolicies?: readonly string[];
  /**
   * Longest session: 3,600 to 43,200 seconds. A role that is assumed from another role gets an hour at most.
   * @default 3600
   */
  readonly maxSessionDuration?: number;
  /**
   * The external ID that callers must give. It is not a secret.
   * @default none asked for
   */
  readonly externalId?: string;
}

/** The checks of security scanners that access roles fail on purpose. */
const EXCEPTIONS = {
  CKV_AWS_61: "the condition aws:PrincipalArn narrows the account principal to single roles",
};

/**
 * A role that roles of other accounts may assume, to do in this account what it allows and nothing else.
 * @example
 * new AccessRole(this, "read-devices", {
 *   roleName: "read-devices",
 *   region: "eu-central-1",
 *   trusted: [{ name: "api", accountId: "222222222222", roleName: "DevicesApi", region: "eu-central-1" }],
 *   tables: [{ name: "devices", tableArn: devices.tableArn, actions: ["dynamodb:Scan"] }],
 * });
 */
export class AccessRole extends Construct {
  /** ARN of the role. */
  readonly arn: string;

  constructor(scope: Construct, id: string, props: AccessRoleProps) {
    super(scope, id);
    const role = addRole(this, props, {
      description: "Assumed by functions in other accounts",
      trust: trust(props),
      maxSessionDuration: props.maxSessionDuration ?? 3600,
    });
    exceptFromScan(role, EXCEPTIONS);
    this.arn = role.arn;
    // By ID: unlike the name it is unknown while a role with another path takes its place, so policies are made again.
    const statements = accessStatements(props.tables, props.accountActions);
    if (statements.length > 0) {
      const policy = policyDocument(statements);
      new IamRolePolicy(this, "policy", { name: "access", role: role.id, policy });
    }
    for (const [policyArn, id] of attachments(props)) {
      new IamRolePolicyAttachment(this, id, { role: role.id, policyArn });
    }
  }
}

/**
 * Each policy's ARN, with the ID of its attachment. A policy that is named twice, once by its ARN, is attached once:
 * deleting one of two attachments would detach it.
 */
function attachments({ managedPolicies = [], region }: AccessRoleProps): Map<string, string> {
  return new Map(
    managedPolicies.map((policy, index): [string, string] => {
      // An ARN that only an apply resolves has no text to make an ID of.
      if (Token.isUnresolved(policy)) return [policy, `managed-${index}`];
      const arn = policy.startsWith("arn:") ? policy : `arn:${partitionOf(region)}:iam::aws:policy/${policy}`;
      return [arn, `managed-${policy.replace(/[^\w-]+/g, "-")}`];
    }),
  );
}

function trust({ externalId, trusted }: AccessRoleProps): PolicyStatement[] {
  return allowEach(trusted, "Assumes", ({ Principal, Condition }) => {
    const conditions = {
      ...Condition,
      ...(externalId !== undefined && { StringEquals: { "sts:ExternalId": externalId } }),
    };
    return {
      Principal,
      Action: "sts:AssumeRole",
      ...(Object.keys(conditions).length > 0 && { Condition: conditions }),
    };
  });
}
