import { type Grant, permit } from "../grant";
import { iamArn, referred, type Subject, sets, setting } from "../subject";
import { tagging } from "../tagging";
import type { Rows } from "./row";

/** Service Authorization Reference, "AWS Identity and Access Management". */
export const IAM_ROWS: Rows = {
  aws_iam_role: (role) => [
    ...permit(
      { service: "iam", resources: [roleArn(role)] },
      {
        read: ["GetRole", "ListRolePolicies", "ListAttachedRolePolicies"],
        create: ["CreateRole"],
        update: ["UpdateAssumeRolePolicy", "UpdateRole", "UpdateRoleDescription"],
        delete: ["DeleteRole", "ListInstanceProfilesForRole"],
      },
    ),
    ...tagging(role, "iam", { resources: [roleArn(role)] }, { tag: "TagRole", untag: "UntagRole" }),
    ...boundary(role),
  ],

  // A new version becomes the default; of five that a policy may have, the provider deletes the oldest first. Before it
  // deletes a policy, it deletes all versions but the default.
  aws_iam_policy: (policy) => {
    const target = { resources: [policyArn(policy)] };
    return [
      ...permit(
        { service: "iam", ...target },
        {
          read: ["GetPolicy", "GetPolicyVersion"],
          create: ["CreatePolicy"],
          update: ["CreatePolicyVersion", "DeletePolicyVersion", "ListPolicyVersions"],
          delete: ["DeletePolicy", "DeletePolicyVersion", "ListPolicyVersions"],
        },
      ),
      ...tagging(policy, "iam", target, { tag: "TagPolicy", untag: "UntagPolicy" }),
    ];
  },

  aws_iam_role_policy: (policy) =>
    permit(
      { service: "iam", resources: [ownerOf(policy)] },
      {
        read: ["GetRolePolicy"],
        create: ["PutRolePolicy"],
        update: ["PutRolePolicy"],
        delete: ["DeleteRolePolicy"],
      },
    ),

  aws_iam_role_policy_attachment: (attachment) => {
    const target = { service: "iam", resources: [ownerOf(attachment)] };
    const conditions = { ArnEquals: { "iam:PolicyARN": setting(attachment, "policy_arn") } };
    return [
      ...permit(target, { read: ["ListAttachedRolePolicies"] }),
      ...permit({ ...target, conditions }, { create: ["AttachRolePolicy"], delete: ["DetachRolePolicy"] }),
    ];
  },
};

/** ARN of a role that the stack makes, with its path. */
export function roleArn(role: Subject): string {
  return setting(role, "arn");
}

/** ARN of the role that a policy belongs to. A role of another stack is known by its name only. */
function ownerOf(policy: Subject): string {
  const role = referred(policy, "role");
  return role ? roleArn(role) : iamArn(policy, `role/${setting(policy, "role")}`);
}

/** ARN of a managed policy that the stack makes, with its path. */
export function policyArn(policy: Subject): string {
  const path = sets(policy, "path") ? setting(policy, "path") : "/";
  return iamArn(policy, `policy${path}${setting(policy, "name")}`);
}

function boundary(role: Subject): Grant[] {
  if (role.resource.element.permissions_boundary === undefined) return [];
  return permit(
    { service: "iam", resources: [roleArn(role)] },
    { update: ["PutRolePermissionsBoundary", "DeleteRolePermissionsBoundary"] },
  );
}
