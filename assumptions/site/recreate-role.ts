import {
  CreateRoleCommand,
  DeleteRoleCommand,
  DeleteRolePolicyCommand,
  GetRoleCommand,
  GetRolePolicyCommand,
  type IAMClient,
  ListRolePoliciesCommand,
  PutRolePolicyCommand,
} from "@aws-sdk/client-iam";

/** Deletes a role and creates it again, with the same trust and the same inline policies. It has no other ones. */
export async function recreateRole(iam: IAMClient, RoleName: string): Promise<void> {
  const { Role } = await iam.send(new GetRoleCommand({ RoleName }));
  const { PolicyNames = [] } = await iam.send(new ListRolePoliciesCommand({ RoleName }));
  const policies = await Promise.all(
    PolicyNames.map((PolicyName) => iam.send(new GetRolePolicyCommand({ RoleName, PolicyName }))),
  );
  for (const PolicyName of PolicyNames) {
    await iam.send(new DeleteRolePolicyCommand({ RoleName, PolicyName }));
  }
  await iam.send(new DeleteRoleCommand({ RoleName }));
  // IAM gives documents URL-encoded.
  await iam.send(
    new CreateRoleCommand({
      RoleName,
      Path: Role?.Path,
      Description: Role?.Description,
      Tags: Role?.Tags,
      AssumeRolePolicyDocument: decodeURIComponent(Role?.AssumeRolePolicyDocument ?? ""),
    }),
  );
  for (const { PolicyName, PolicyDocument = "" } of policies) {
    await iam.send(
      new PutRolePolicyCommand({
        RoleName,
        PolicyName,
        PolicyDocument: decodeURIComponent(PolicyDocument),
      }),
    );
  }
}
