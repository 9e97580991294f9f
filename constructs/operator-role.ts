import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { Construct } from "constructs";
import { accountRootArn } from "./grantee";
import { type OperatorScope, operatorStatements } from "./operator-permissions";
import { type PolicyStatement, policyDocument } from "./policy-document";
import { PropsError } from "./props-error";
import { addRole, type RoleProps } from "./role";
import { exceptFromScan } from "./scan-exceptions";

export interface OperatorRoleProps extends RoleProps, OperatorScope {
  /** ARNs of the roles that may assume this one, without wildcards; at least one. They need not exist yet. */
  readonly trusted: readonly string[];
  /**
   * The external ID that callers must give. It is not a secret.
   * @default none asked for
   */
  readonly externalId?: string;
}

/** The checks of security scanners that operator roles fail on purpose. */
const EXCEPTIONS = {
  CKV_AWS_61: "the condition aws:PrincipalArn narrows the account principal to single roles",
};

/**
 * A role for people who look after a consumer: failed batches, backfills and the status, and nothing else.
 * @throws PropsError if nobody may assume it, or one of `trusted` is not the ARN of one role
 * @example
 * new OperatorRole(this, "operator", {
 *   roleName: "orders-operator",
 *   trusted: ["arn:aws:iam::222222222222:role/on-call"],
 *   accountId: "222222222222",
 *   region: "eu-central-1",
 *   failureBucketArn: bucket.arn,
 *   functionName: "orders",
 * });
 */
export class OperatorRole extends Construct {
  /** ARN of the role. */
  readonly arn: string;

  constructor(scope: Construct, id: string, props: OperatorRoleProps) {
    super(scope, id);
    const role = addRole(this, props, {
      description: "Assumed by people to look after failed batches and backfills",
      trust: trust(props, this.node.path),
    });
    exceptFromScan(role, EXCEPTIONS);
    this.arn = role.arn;
    // By ID: unlike the name it is unknown while a role with another path takes its place, so the policy is made again.
    new IamRolePolicy(this, "policy", {
      name: "operate",
      role: role.id,
      policy: policyDocument(operatorStatements(props)),
    });
  }
}

const ROLE_ARN = /^arn:aws[\w-]*:iam::(\d{12}):role\/[^*?]+$/;

/** A statement for each account, narrowed to its roles: they need not exist, and may be created again. */
function trust({ trusted, externalId, region }: OperatorRoleProps, path: string): PolicyStatement[] {
  const accounts = new Map<string, string[]>();
  for (const arn of [...trusted].sort()) {
    const accountId = ROLE_ARN.exec(arn)?.[1];
    if (accountId === undefined) throw invalid(path, `trusted: ${arn} is not the ARN of one role`);
    accounts.set(accountId, [...(accounts.get(accountId) ?? []), arn]);
  }
  if (accounts.size === 0) throw invalid(path, "trusted: nobody may assume the role");
  return [...accounts].map(([accountId, arns]) => ({
    Sid: `Operators${accountId}`,
    Effect: "Allow",
    Principal: { AWS: accountRootArn(accountId, region) },
    Action: "sts:AssumeRole",
    Condition: {
      ArnEquals: { "aws:PrincipalArn": arns },
      ...(externalId !== undefined && { StringEquals: { "sts:ExternalId": externalId } }),
    },
  }));
}

function invalid(path: string, cause: string): PropsError {
  return new PropsError(path, [{ cause, remedy: "Name at least one role by its ARN, without wildcards" }]);
}
