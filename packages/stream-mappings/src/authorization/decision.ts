import { type RequestAnalysis, runSimulation } from "@cloud-copilot/iam-simulate";
import type { RolePolicies } from "../policy-simulator/role-policies";

/** One action on one resource that the function's role wants to perform. */
export interface AccessQuestion {
  readonly role: RolePolicies;
  /** E.g. `dynamodb:GetRecords`. */
  readonly action: string;
  readonly resourceArn: string;
  /** Account that owns the resource. */
  readonly resourceAccount: string;
  /** The resource's own policy, if it has one. */
  readonly resourcePolicy?: unknown;
  readonly region: string;
  /** `aws:PrincipalOrgID`, if the role's account belongs to an organization. */
  readonly organizationId?: string;
  /** `aws:ResourceOrgID`, likewise. */
  readonly resourceOrganizationId?: string;
  /** Session name, as in `assumed-role/<role>/<session>`. */
  readonly sessionName: string;
  /** Further condition keys of the call, e.g. `kms:ViaService`. */
  readonly context?: Readonly<Record<string, string>>;
}

/** The answer: allowed, or the text AWS refuses with. */
export type Decision =
  | { readonly kind: "allowed" }
  | { readonly kind: "denied"; readonly message: string }
  /** The policies could not be evaluated at all. This is no denial and must not look like one. */
  | { readonly kind: "error"; readonly message: string };

/** Decides as IAM does: the role's policies, its boundary and the resource's policy, in one account or across two. */
export async function decide(question: AccessQuestion): Promise<Decision> {
  const { role, action, resourceArn, resourceAccount } = question;
  const outcome = await runSimulation(
    {
      request: {
        principal: sessionArn(question),
        action,
        resource: { resource: resourceArn, accountId: resourceAccount },
        contextVariables: contextOf(question),
      },
      identityPolicies: role.identity.map(({ name, policy }) => ({ name, policy })),
      serviceControlPolicies: [],
      resourceControlPolicies: [],
      resourcePolicy: question.resourcePolicy,
      permissionBoundaryPolicies: role.boundary ? [{ ...role.boundary }] : undefined,
    },
    {},
  );
  if (outcome.resultType === "error") return { kind: "error", message: outcome.errors.message };
  if (outcome.overallResult === "Allowed") return { kind: "allowed" };
  const analysis = outcome.resultType === "single" ? outcome.result.analysis : outcome.results[0]?.analysis;
  return { kind: "denied", message: denialText(question, analysis) };
}

/** ARN of the session in which Lambda acts for the function. */
function sessionArn({ role, sessionName }: Pick<AccessQuestion, "role" | "sessionName">): string {
  const [, partition, , , account] = role.roleArn.split(":");
  return `arn:${partition}:sts::${account}:assumed-role/${role.roleName}/${sessionName}`;
}

function contextOf(question: AccessQuestion): Record<string, string> {
  const { role, organizationId, resourceOrganizationId } = question;
  const now = new Date();
  return {
    // AWS compares the role's ARN, never the session's (IAM User Guide, global condition keys).
    "aws:PrincipalArn": role.roleArn,
    "aws:PrincipalAccount": role.roleArn.split(":")[4] ?? "",
    "aws:PrincipalType": "AssumedRole",
    "aws:PrincipalIsAWSService": "false",
    "aws:userid": `${role.roleId}:${question.sessionName}`,
    "aws:ResourceAccount": question.resourceAccount,
    "aws:RequestedRegion": question.region,
    "aws:SecureTransport": "true",
    "aws:ViaAWSService": "false",
    "aws:CurrentTime": now.toISOString(),
    "aws:EpochTime": String(Math.floor(now.getTime() / 1000)),
    ...(organizationId && { "aws:PrincipalOrgID": organizationId }),
    ...(resourceOrganizationId && { "aws:ResourceOrgID": resourceOrganizationId }),
    ...Object.fromEntries(
      Object.entries(role.tags).map(([key, value]) => [`aws:PrincipalTag/${key}`, value]),
    ),
    ...question.context,
  };
}

/** AWS names the kind of policy that is to blame (IAM User Guide, access denied error messages). */
function denialText(question: AccessQuestion, analysis: RequestAnalysis | undefined): string {
  const { action, resourceArn } = question;
  const what = `User: ${sessionArn(question)} is not authorized to perform: ${action} on resource: ${resourceArn}`;
  return `${what} ${reason(action, analysis)}`;
}

function reason(action: string, analysis: RequestAnalysis | undefined): string {
  const identity = analysis?.identityAnalysis?.result;
  const resource = analysis?.resourceAnalysis?.result;
  const boundary = analysis?.permissionBoundaryAnalysis?.result;
  if (identity === "ExplicitlyDenied") return "with an explicit deny in an identity-based policy";
  if (resource === "ExplicitlyDenied" || resource === "DeniedForAccount") {
    return "with an explicit deny in a resource-based policy";
  }
  if (boundary === "ExplicitlyDenied") return "with an explicit deny in a permissions boundary";
  if (identity !== "Allowed") return `because no identity-based policy allows the ${action} action`;
  if (boundary === "ImplicitlyDenied") return `because no permissions boundary allows the ${action} action`;
  return `because no resource-based policy allows the ${action} action`;
}
