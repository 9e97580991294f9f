import {
  GetRoleCommand,
  GetRolePolicyCommand,
  paginateListAttachedRolePolicies,
  paginateListRolePolicies,
  type Role,
} from "@aws-sdk/client-iam";
import type { ExpectedStatement, Settings } from "../../inventory/stack-inventory";
import {
  additionalFinding,
  type DeployedFinding,
  type DeployedStack,
  type ExpectedElement,
  expectedOf,
  missingFinding,
  settingFindings,
  statementFindings,
  whyOf,
} from "./deployed-stack";
import { valueIn } from "./notes";

/** IAM User Guide, "Quotas": the session length of a role that does not say one, seconds. */
const DEFAULT_SESSION = 3600;

/** Roles of the file with trust, boundary, inline and attached policies. */
export async function roleFindings(stack: DeployedStack): Promise<DeployedFinding[]> {
  const roles = expectedOf(stack, "aws_iam_role").map((role) => findingsOf(stack, role));
  return (await Promise.all(roles)).flat();
}

async function findingsOf(stack: DeployedStack, role: ExpectedElement): Promise<DeployedFinding[]> {
  const RoleName = String(role.settings.name);
  const read = await stack.notes.read(`role ${RoleName}`, () =>
    stack.reader.iam.send(new GetRoleCommand({ RoleName })),
  );
  if (read.kind === "absent") return [missingFinding(stack, role)];
  const found = valueIn(read)?.Role;
  if (!found) return [];
  const trust = (role.settings.assume_role_policy ?? []) as readonly ExpectedStatement[];
  return [
    ...settingFindings(stack, role, settingsOf(found, role)),
    ...statementFindings(
      stack,
      { address: role.address, what: "assume_role_policy" },
      trust,
      found.AssumeRolePolicyDocument,
    ),
    ...(await inlineFindings(stack, RoleName)),
    ...(await attachedFindings(stack, RoleName)),
  ];
}

function settingsOf(
  { Path, PermissionsBoundary, MaxSessionDuration }: Role,
  { settings }: ExpectedElement,
): Settings {
  const isDefault = settings.max_session_duration === undefined && MaxSessionDuration === DEFAULT_SESSION;
  return {
    path: Path === "/" ? undefined : Path,
    permissions_boundary: PermissionsBoundary?.PermissionsBoundaryArn,
    max_session_duration: isDefault ? undefined : MaxSessionDuration,
  };
}

async function inlineFindings(stack: DeployedStack, RoleName: string): Promise<DeployedFinding[]> {
  const { reader, notes } = stack;
  const read = await notes.read(`inline policies of role ${RoleName}`, async () => {
    const names: string[] = [];
    for await (const page of paginateListRolePolicies({ client: reader.iam }, { RoleName })) {
      names.push(...(page.PolicyNames ?? []));
    }
    return names;
  });
  if (read.kind !== "there") return [];
  const expected = expectedOf(stack, "aws_iam_role_policy").filter(
    ({ settings }) => settings.role === RoleName,
  );
  const missing = expected.filter(({ settings }) => !read.value.includes(String(settings.name)));
  const there = read.value.map(async (PolicyName) => {
    const policy = await notes.read(`policy ${PolicyName} of role ${RoleName}`, () =>
      reader.iam.send(new GetRolePolicyCommand({ RoleName, PolicyName })),
    );
    if (policy.kind !== "there") return [];
    const element = expected.find(({ settings }) => settings.name === PolicyName);
    const place = element
      ? { address: element.address, what: "policy" }
      : { address: "aws_iam_role_policy", what: `${PolicyName} of role ${RoleName}` };
    const statements = (element?.settings.policy ?? []) as readonly ExpectedStatement[];
    return statementFindings(stack, place, statements, policy.value.PolicyDocument);
  });
  return [...missing.map((one) => missingFinding(stack, one)), ...(await Promise.all(there)).flat()];
}

async function attachedFindings(stack: DeployedStack, RoleName: string): Promise<DeployedFinding[]> {
  const { reader, notes } = stack;
  const read = await notes.read(`attached policies of role ${RoleName}`, async () => {
    const arns: string[] = [];
    for await (const page of paginateListAttachedRolePolicies({ client: reader.iam }, { RoleName })) {
      arns.push(...(page.AttachedPolicies ?? []).map(({ PolicyArn }) => PolicyArn ?? ""));
    }
    return arns;
  });
  if (read.kind !== "there") return [];
  const expected = expectedOf(stack, "aws_iam_role_policy_attachment").filter(
    ({ settings }) => settings.role === RoleName,
  );
  const implied = expected.map(({ settings }) => settings.policy_arn);
  return [
    ...expected
      .filter(({ settings }) => !read.value.includes(String(settings.policy_arn)))
      .map((one) => missingFinding(stack, one)),
    ...read.value
      .filter((arn) => !implied.includes(arn))
      .map((arn) =>
        additionalFinding(
          stack,
          `aws_iam_role_policy_attachment of role ${RoleName}`,
          arn,
          whyOf("aws_iam_role_policy_attachment"),
        ),
      ),
  ];
}
