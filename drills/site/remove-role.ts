import {
  DeleteRoleCommand,
  DeleteRolePolicyCommand,
  GetRolePolicyCommand,
  type IAMClient,
  ListRolePoliciesCommand,
  PutRolePolicyCommand,
} from "@aws-sdk/client-iam";
import { NAMES } from "./content";

/** Deletes the policies in the function's role. */
export async function removePolicies(iam: IAMClient): Promise<void> {
  const { PolicyNames = [] } = await iam.send(new ListRolePoliciesCommand({ RoleName: NAMES.role }));
  for (const PolicyName of PolicyNames) {
    await iam.send(new DeleteRolePolicyCommand({ RoleName: NAMES.role, PolicyName }));
  }
}

/**
 * Takes one permission out of the policies in a role: the statements that allow it.
 * @throws Error if there is no such statement
 */
export async function takeFromPolicies(
  iam: IAMClient,
  action: string,
  RoleName: string = NAMES.role,
): Promise<void> {
  const { PolicyNames = [] } = await iam.send(new ListRolePoliciesCommand({ RoleName }));
  const taken = await Promise.all(
    PolicyNames.map((PolicyName) => takeFrom(iam, { RoleName, PolicyName }, action)),
  );
  if (!taken.includes(true)) throw new Error(`No policy of ${RoleName} allows ${action}`);
}

async function takeFrom(
  iam: IAMClient,
  policy: { readonly RoleName: string; readonly PolicyName: string },
  action: string,
): Promise<boolean> {
  const { PolicyDocument = "" } = await iam.send(new GetRolePolicyCommand(policy));
  const document: { Statement: { Action: string | string[] }[] } = JSON.parse(
    decodeURIComponent(PolicyDocument),
  );
  const Statement = document.Statement.filter(({ Action }) => ![Action].flat().includes(action));
  if (Statement.length === document.Statement.length) return false;
  if (Statement.length === 0) await iam.send(new DeleteRolePolicyCommand(policy));
  else {
    const left = JSON.stringify({ ...document, Statement });
    await iam.send(new PutRolePolicyCommand({ ...policy, PolicyDocument: left }));
  }
  return true;
}

/** Deletes the function's role. */
export async function removeRole(iam: IAMClient): Promise<void> {
  await removePolicies(iam);
  await iam.send(new DeleteRoleCommand({ RoleName: NAMES.role }));
}
