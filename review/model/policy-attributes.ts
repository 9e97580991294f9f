/** Attributes of resources that hold policies. */
export const POLICY_ATTRIBUTES: readonly string[] = ["policy", "assume_role_policy", "inline_policy"];
