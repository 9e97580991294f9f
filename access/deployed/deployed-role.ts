import { GetRoleCommand } from "@aws-sdk/client-iam";
import { collectRolePolicies } from "../../packages/stream-mappings/src/policy-simulator";
import type { Principal, Resource } from "../access-model";
import type { AccountReader } from "./account-reader";
import { reading } from "./reading";

/** A role with the policies and the boundary that it has. */
export function deployedRole(principal: Principal, { iam }: AccountReader): Promise<Principal> {
  return reading(principal.arn, async () => {
    const { policies, boundary } = await collectRolePolicies(iam, principal.arn);
    return { ...principal, policies, ...(boundary && { boundary }) };
  });
}

/** A role with the trust policy that it has. */
export function deployedTrust(role: Resource, { iam }: AccountReader): Promise<Resource> {
  return reading(role.arn, async () => {
    const RoleName = role.arn.split("/").pop();
    const { Role } = await iam.send(new GetRoleCommand({ RoleName }));
    const text = decodeURIComponent(Role?.AssumeRolePolicyDocument ?? "{}");
    return { ...role, policy: { name: `trust policy of ${RoleName}`, document: JSON.parse(text) } };
  });
}
