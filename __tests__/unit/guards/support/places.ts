/** Policies of the stacks of the sample environment, to edit by hand, and how findings name them. */
export const STREAM_POLICY = {
  stack: "source",
  type: "aws_dynamodb_resource_policy",
  name: "stream_policy",
  attribute: "policy",
};
export const ROLE_POLICY = {
  stack: "consumer",
  type: "aws_iam_role_policy",
  name: "role_policy",
  attribute: "policy",
};
export const SWITCHER_POLICY = { ...ROLE_POLICY, name: "switcher_role_policy" };
export const KEY_POLICY = { stack: "source", type: "aws_kms_key", name: "table_key", attribute: "policy" };
export const TRUST_POLICY = {
  stack: "source",
  type: "aws_iam_role",
  name: "access_role_devices",
  attribute: "assume_role_policy",
};

export const STREAM_PLACE = "source aws_dynamodb_resource_policy.stream_policy";
export const ROLE_PLACE = "consumer aws_iam_role_policy.role_policy";
export const SWITCHER_PLACE = "consumer aws_iam_role_policy.switcher_role_policy";
export const KEY_PLACE = "source aws_kms_key.table_key";
export const TRUST_PLACE = "source aws_iam_role.access_role_devices";

/** The role of the sample's stream handler. */
export const READER = "arn:aws:iam::222222222222:role/handler-role";
