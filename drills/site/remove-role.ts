import {
  DeleteRoleCommand,
  DeleteRolePolicyCommand,
  type IAMClient,
  ListRolePoliciesCommand,
} from "@aws-sdk/client-iam";
import { NAMES } from "./content";

/** Deletes the policies in the function's role. */
export async function removePolicies(iam: IAMClient): Promise<void> {
  const { PolicyNames = [] } = await iam.send(new ListRolePoliciesCommand({ RoleName: NAMES.role }));
  for (const PolicyName of PolicyNames) {
    await iam.send(new DeleteRolePolicyCommand({ RoleName: NAMES.role, PolicyName }));
  }
}

/** Deletes the function's role. */
export async function removeRole(iam: IAMClient): Promise<void> {
  await removePolicies(iam);
  await iam.send(new DeleteRoleCommand({ RoleName: NAMES.role }));
}
