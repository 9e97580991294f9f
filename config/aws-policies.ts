/** How far a managed policy of AWS reaches. */
export type Reach = "administers" | "changes" | "reads-all" | "reads";

/**
 * What names of AWS managed policies say about them (AWS Managed Policy Reference; IAM User Guide, "AWS managed policies
 * for job functions"). The first pattern that matches decides. The documents themselves are not at hand: AWS changes
 * them without a new name, so a policy that no pattern matches is assumed to be narrow.
 */
const REACH: readonly (readonly [RegExp, Reach])[] = [
  // The second one can give itself the first, and the third one may do all but that.
  [/^(AdministratorAccess(-.+)?|IAMFullAccess|PowerUserAccess)$/, "administers"],
  [/Full_?Access|PowerUser$|Administrator|^(DataScientist|Billing)$/, "changes"],
  [/^ReadOnlyAccess$/, "reads-all"],
  [/Read_?Only(Access)?(_v\d+)?$|^SupportUser$/i, "reads"],
];

/** How far a policy reaches; undefined if it is none of AWS's, or its name says nothing of the kind. */
export function reachOf(policy: string): Reach | undefined {
  if (!isOfAws(policy)) return undefined;
  const name = policy.split("/").at(-1) ?? "";
  return REACH.find(([pattern]) => pattern.test(name))?.[1];
}

/** Whether a policy is one of AWS's own: named without an account, or with the account `aws`. */
export function isOfAws(policy: string): boolean {
  return !policy.startsWith("arn:") || policy.split(":")[4] === "aws";
}
