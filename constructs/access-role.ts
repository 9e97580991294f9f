import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import { Construct } from "constructs";
import { partitionOf } from "../config/arns";
import type { AccessRoleConfig } from "../config/schema";
import { pathOf } from "./function-statements";
import { granteeOf, inOrder, type StreamReader, statementIds } from "./grantee";
import { type PolicyStatement, policyDocument } from "./policy-document";
import { exceptFromScan } from "./scan-exceptions";

/** A table that an access role may read. */
export interface ReadableTable {
  readonly arn: string;
  /** ARN of the customer-managed key that encrypts it; absent if AWS owns the key. */
  readonly keyArn?: string | undefined;
}

export interface AccessRoleProps {
  readonly config: AccessRoleConfig;
  /** Decides the partition of ARNs. */
  readonly region: string;
  /** The roles that may assume this one. Names are enough: they need not exist yet. */
  readonly trusted: readonly StreamReader[];
  /** The source's tables, by the keys that `allow` names. */
  readonly tables: ReadonlyMap<string, ReadableTable>;
}

/** What scanners would like a role to have. */
const EXCEPTIONS = {
  CKV_AWS_61: "the account's root is narrowed to single roles by aws:PrincipalArn",
};

/** A role that functions of another account may assume, to do here what it allows and nothing else. */
export class AccessRole extends Construct {
  /** ARN of the role. */
  readonly arn: string;

  constructor(scope: Construct, id: string, props: AccessRoleProps) {
    super(scope, id);
    const { config, region } = props;
    const role = new IamRole(this, "this", {
      name: config.roleName,
      path: pathOf(config.rolePath),
      permissionsBoundary: config.permissionsBoundaryArn,
      description: "Lets functions of other accounts read here",
      maxSessionDuration: config.maxSessionDuration,
      assumeRolePolicy: policyDocument(trust(props)),
    });
    exceptFromScan(role, EXCEPTIONS);
    this.arn = role.arn;
    const statements = permissions(props);
    if (statements.length > 0) {
      new IamRolePolicy(this, "policy", {
        name: "access",
        role: role.name,
        policy: policyDocument(statements),
      });
    }
    // A policy that is named twice, once by its ARN, is one attachment: two would detach it together.
    const policies = new Map(
      config.managedPolicies.map((policy) => [managedPolicyArn(policy, region), policy]),
    );
    for (const [policyArn, policy] of policies) {
      const id = `managed-${policy.replace(/[^\w-]+/g, "-")}`;
      new IamRolePolicyAttachment(this, id, { role: role.name, policyArn });
    }
  }
}

/** ARN of a managed policy that is given by its ARN, or by its name if it is one of AWS's. */
export function managedPolicyArn(policy: string, region: string): string {
  return policy.startsWith("arn:") ? policy : `arn:${partitionOf(region)}:iam::aws:policy/${policy}`;
}

function trust({ config: { externalId }, trusted }: AccessRoleProps): PolicyStatement[] {
  const ordered = inOrder(trusted);
  const ids = statementIds(
    ordered.map(({ consumer }) => consumer),
    "Assumes",
  );
  return ordered.map((reader, index) => {
    const { Principal, Condition } = granteeOf(reader);
    const conditions = {
      ...Condition,
      ...(externalId !== undefined && { StringEquals: { "sts:ExternalId": externalId } }),
    };
    return {
      Sid: ids[index] ?? "",
      Effect: "Allow",
      Principal,
      Action: "sts:AssumeRole",
      ...(Object.keys(conditions).length > 0 && { Condition: conditions }),
    };
  });
}

function permissions({ config, tables }: AccessRoleProps): PolicyStatement[] {
  const actions = new Map<string | undefined, string[]>();
  for (const { table, actions: more } of config.allow) {
    actions.set(table, [...new Set([...(actions.get(table) ?? []), ...more])].sort());
  }
  const keys = [...actions.keys()].filter((key) => key !== undefined).sort();
  const ids = statementIds(keys, "Read");
  const reads = keys.map((key, index): PolicyStatement => {
    const Action = actions.get(key) ?? [];
    return { Sid: ids[index] ?? "", Effect: "Allow", Action, Resource: known(tables, key).arn };
  });
  const keyArns = new Set(keys.flatMap((key) => known(tables, key).keyArn ?? []));
  const lists = actions.get(undefined);
  return [
    ...reads,
    ...(keyArns.size > 0 ? [decrypt([...keyArns])] : []),
    ...(lists === undefined ? [] : [list(lists)]),
  ];
}

/** Listing tables or buckets has no resources (Service Authorization Reference, DynamoDB and S3). */
function list(actions: readonly string[]): PolicyStatement {
  return { Sid: "ListAccount", Effect: "Allow", Action: actions, Resource: "*" };
}

/** Reading an encrypted table takes the right to decrypt (DynamoDB Developer Guide, "Encryption at rest: usage notes"). */
function decrypt(keyArns: readonly string[]): PolicyStatement {
  return { Sid: "DecryptTables", Effect: "Allow", Action: "kms:Decrypt", Resource: keyArns };
}

function known(tables: ReadonlyMap<string, ReadableTable>, key: string): ReadableTable {
  const table = tables.get(key);
  if (table) return table;
  throw new Error(`no table ${key}: take environments from loadEnvironment only`);
}
