/** The AWS partition that a region belongs to, as it appears in ARNs: `aws`, `aws-cn` or `aws-us-gov`. */
export function partitionOf(region: string): string {
  if (region.startsWith("cn-")) return "aws-cn";
  if (region.startsWith("us-gov-")) return "aws-us-gov";
  return "aws";
}

/**
 * ARN of a role, known before the role exists.
 * @param accountId 12 digits
 * @param roleName name, with its path if it has one (`path/name`)
 * @param region decides the partition; the commercial one if absent
 */
export function roleArn(accountId: string, roleName: string, region = ""): string {
  return `arn:${partitionOf(region)}:iam::${accountId}:role/${roleName}`;
}

/** A role's name with its path, as in the role's ARN: `team/reader`. */
export function qualifiedRoleName(role: { readonly rolePath: string; readonly roleName: string }): string {
  return `${role.rolePath.slice(1)}${role.roleName}`;
}
