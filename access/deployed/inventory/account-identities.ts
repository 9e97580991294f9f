import {
  type AttachedPolicy,
  type GetAccountAuthorizationDetailsResponse,
  GetPolicyCommand,
  GetPolicyVersionCommand,
  type IAMClient,
  type PolicyDetail,
  paginateGetAccountAuthorizationDetails,
} from "@aws-sdk/client-iam";
import type { NamedPolicy } from "../../access-model";
import type { Notes } from "./notes";
import { valueIn } from "./notes";

/** Somebody in an account, and everything that decides what they may do. */
export interface Identity {
  readonly kind: "role" | "user";
  readonly name: string;
  readonly path: string;
  readonly arn: string;
  /** Inline and attached policies, those of a user's groups included. */
  readonly policies: readonly NamedPolicy[];
  readonly boundary?: NamedPolicy;
}

/** What IAM says of an account, all pages of it together. */
type Details = Required<
  Pick<
    GetAccountAuthorizationDetailsResponse,
    "RoleDetailList" | "UserDetailList" | "GroupDetailList" | "Policies"
  >
>;

/** Roles and users of an account with their policies. What cannot be read is noted. */
export async function accountIdentities(
  iam: IAMClient,
  accountId: string,
  notes: Notes,
): Promise<Identity[]> {
  const read = await notes.read(`roles and users of account ${accountId}`, () => detailsOf(iam));
  const details = valueIn(read);
  if (!details) return [];
  const documents = new Documents(iam, details.Policies, notes);
  const roles = details.RoleDetailList.map(async (role): Promise<Identity> => {
    const policies = await policiesOf(documents, [role.RolePolicyList], [role.AttachedManagedPolicies]);
    const boundary = await boundaryOf(documents, role.PermissionsBoundary?.PermissionsBoundaryArn);
    return { kind: "role", ...named(role.RoleName, role.Path, role.Arn), policies, ...boundary };
  });
  const users = details.UserDetailList.map(async (user): Promise<Identity> => {
    const groups = details.GroupDetailList.filter(({ GroupName }) =>
      user.GroupList?.includes(GroupName ?? ""),
    );
    const inline = [user.UserPolicyList, ...groups.map(({ GroupPolicyList }) => GroupPolicyList)];
    const attached = [user, ...groups].map(({ AttachedManagedPolicies }) => AttachedManagedPolicies);
    const boundary = await boundaryOf(documents, user.PermissionsBoundary?.PermissionsBoundaryArn);
    const policies = await policiesOf(documents, inline, attached);
    return { kind: "user", ...named(user.UserName, user.Path, user.Arn), policies, ...boundary };
  });
  return Promise.all([...roles, ...users]);
}

function named(name = "", path = "/", arn = ""): Pick<Identity, "name" | "path" | "arn"> {
  return { name, path, arn };
}

async function detailsOf(client: IAMClient): Promise<Details> {
  const all: Details = { RoleDetailList: [], UserDetailList: [], GroupDetailList: [], Policies: [] };
  for await (const page of paginateGetAccountAuthorizationDetails({ client }, {})) {
    all.RoleDetailList.push(...(page.RoleDetailList ?? []));
    all.UserDetailList.push(...(page.UserDetailList ?? []));
    all.GroupDetailList.push(...(page.GroupDetailList ?? []));
    all.Policies.push(...(page.Policies ?? []));
  }
  return all;
}

async function policiesOf(
  documents: Documents,
  inline: readonly (readonly PolicyDetail[] | undefined)[],
  attached: readonly (readonly AttachedPolicy[] | undefined)[],
): Promise<NamedPolicy[]> {
  const own = inline.flatMap((list = []) =>
    list.map(({ PolicyName = "", PolicyDocument }) => ({
      name: PolicyName,
      document: parsed(PolicyDocument),
    })),
  );
  const arns = attached.flatMap((list = []) => list.flatMap(({ PolicyArn }) => PolicyArn ?? []));
  return [...own, ...(await Promise.all(arns.map((arn) => documents.of(arn)))).flat()];
}

async function boundaryOf(documents: Documents, arn?: string): Promise<{ readonly boundary?: NamedPolicy }> {
  const [boundary] = arn === undefined ? [] : await documents.of(arn);
  return boundary ? { boundary } : {};
}

/** Managed policies by ARN: those that IAM gave along, and the others as they are asked for. */
class Documents {
  private readonly known = new Map<string, Promise<NamedPolicy[]>>();

  constructor(
    private readonly iam: IAMClient,
    given: Details["Policies"],
    private readonly notes: Notes,
  ) {
    for (const { Arn = "", DefaultVersionId, PolicyVersionList = [] } of given) {
      const version = PolicyVersionList.find(({ VersionId }) => VersionId === DefaultVersionId);
      if (!version?.Document) continue;
      this.known.set(Arn, Promise.resolve([{ name: Arn, document: parsed(version.Document) }]));
    }
  }

  /** None if the policy cannot be read. */
  of(arn: string): Promise<NamedPolicy[]> {
    const known = this.known.get(arn) ?? this.fetched(arn);
    this.known.set(arn, known);
    return known;
  }

  private async fetched(PolicyArn: string): Promise<NamedPolicy[]> {
    const read = await this.notes.read(`policy ${PolicyArn}`, async () => {
      const { Policy } = await this.iam.send(new GetPolicyCommand({ PolicyArn }));
      const VersionId = Policy?.DefaultVersionId;
      return this.iam.send(new GetPolicyVersionCommand({ PolicyArn, VersionId }));
    });
    if (read.kind === "absent") this.notes.add(`policy ${PolicyArn} is attached and does not exist`);
    const document = valueIn(read)?.PolicyVersion?.Document;
    return document === undefined ? [] : [{ name: PolicyArn, document: parsed(document) }];
  }
}

/** IAM returns documents URL-encoded. */
function parsed(text = "{}"): unknown {
  return JSON.parse(text.trimStart().startsWith("{") ? text : decodeURIComponent(text));
}
