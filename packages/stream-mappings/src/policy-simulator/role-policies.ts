import {
  GetPolicyCommand,
  GetPolicyVersionCommand,
  GetRoleCommand,
  GetRolePolicyCommand,
  type IAMClient,
  paginateListAttachedRolePolicies,
  paginateListRolePolicies,
} from "@aws-sdk/client-iam";

/** A policy with the name it is reported under. */
export interface NamedPolicy {
  readonly name: string;
  readonly document: unknown;
}

/** Everything on the role's side that decides what it may do. */
export interface RolePolicies {
  readonly roleArn: string;
  /** Unique ID, `AROA…`. @default none: requests then carry no `aws:userid` */
  readonly roleId?: string;
  /** Inline and attached policies. */
  readonly policies: readonly NamedPolicy[];
  /** Permissions boundary. @default none */
  readonly boundary?: NamedPolicy;
  /** @default none */
  readonly tags?: Readonly<Record<string, string>>;
}

/**
 * Collects a role's policies and its permissions boundary.
 * @param iam client of the role's own account
 * @throws Error of the SDK, e.g. NoSuchEntityException when the role is gone
 */
export async function collectRolePolicies(iam: IAMClient, roleArn: string): Promise<RolePolicies> {
  const roleName = roleArn.split("/").pop() ?? roleArn;
  const [{ Role }, inline, attached] = await Promise.all([
    iam.send(new GetRoleCommand({ RoleName: roleName })),
    inlinePolicies(iam, roleName),
    attachedPolicies(iam, roleName),
  ]);
  const boundaryArn = Role?.PermissionsBoundary?.PermissionsBoundaryArn;
  return {
    roleArn: Role?.Arn ?? roleArn,
    roleId: Role?.RoleId,
    policies: [...inline, ...attached],
    boundary: boundaryArn ? await managedPolicy(iam, boundaryArn) : undefined,
    tags: Object.fromEntries((Role?.Tags ?? []).map(({ Key, Value }) => [Key ?? "", Value ?? ""])),
  };
}

async function inlinePolicies(iam: IAMClient, RoleName: string): Promise<NamedPolicy[]> {
  const names: string[] = [];
  for await (const page of paginateListRolePolicies({ client: iam }, { RoleName })) {
    names.push(...(page.PolicyNames ?? []));
  }
  return Promise.all(
    names.map(async (PolicyName) => {
      const { PolicyDocument } = await iam.send(new GetRolePolicyCommand({ RoleName, PolicyName }));
      return { name: PolicyName, document: parsed(PolicyDocument) };
    }),
  );
}

async function attachedPolicies(iam: IAMClient, RoleName: string): Promise<NamedPolicy[]> {
  const arns: string[] = [];
  for await (const page of paginateListAttachedRolePolicies({ client: iam }, { RoleName })) {
    arns.push(...(page.AttachedPolicies ?? []).map((policy) => policy.PolicyArn ?? ""));
  }
  return Promise.all(arns.map((arn) => managedPolicy(iam, arn)));
}

async function managedPolicy(iam: IAMClient, PolicyArn: string): Promise<NamedPolicy> {
  const { Policy } = await iam.send(new GetPolicyCommand({ PolicyArn }));
  const { PolicyVersion } = await iam.send(
    new GetPolicyVersionCommand({ PolicyArn, VersionId: Policy?.DefaultVersionId }),
  );
  return { name: PolicyArn, document: parsed(PolicyVersion?.Document) };
}

/** IAM returns documents URL-encoded. */
function parsed(text: string | undefined): unknown {
  if (!text) return {};
  return JSON.parse(text.trimStart().startsWith("{") ? text : decodeURIComponent(text));
}
