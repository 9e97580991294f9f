import { attribute, firstStatement, resource, statement } from "./addition";

const TRUST = "aws_iam_role.operator.assume_role_policy";
const POLICY = "aws_iam_role_policy.operator_policy.policy";
const ON_CALL = "arn:aws:iam::222222222222:role/on-call";
const EXTERNAL_ID = { StringEquals: { "sts:ExternalId": "on-call-1" } };
const BUCKET = "arn:aws:s3:::handler-failures-222222222222-eu-central-1";
const ADMIN = "arn:aws:iam::aws:policy/AdministratorAccess";

function trusting(name: string, Condition: unknown) {
  return firstStatement(`operators: ${name}`, "consumer", TRUST, { Condition });
}

/** Changes of an operator role that let somebody do more. */
export const OPERATORS = [
  trusting("the whole account", EXTERNAL_ID),
  trusting("no external ID", { ArnEquals: { "aws:PrincipalArn": [ON_CALL] } }),
  trusting("everybody of a name", {
    ArnLike: { "aws:PrincipalArn": "arn:aws:iam::222222222222:role/on-*" },
    ...EXTERNAL_ID,
  }),
  trusting("one more role", {
    ArnEquals: { "aws:PrincipalArn": [ON_CALL, "arn:aws:iam::222222222222:role/ci"] },
    ...EXTERNAL_ID,
  }),
  statement("operators: another account", "consumer", TRUST, {
    Principal: { AWS: "arn:aws:iam::111111111111:root" },
    Action: "sts:AssumeRole",
  }),
  statement("operators: versions are deleted", "consumer", POLICY, {
    Action: "s3:DeleteObjectVersion",
    Resource: `${BUCKET}/*`,
  }),
  statement("operators: any function is invoked", "consumer", POLICY, {
    Action: "lambda:InvokeFunction",
    Resource: "arn:aws:lambda:eu-central-1:222222222222:function:*",
  }),
  firstStatement("operators: a bucket of somebody else", "consumer", POLICY, { Condition: undefined }),
  attribute("operators: longer sessions", "consumer", "aws_iam_role.operator.max_session_duration", 43_200),
  resource("operators: a managed policy", "consumer", "aws_iam_role_policy_attachment.more", {
    role: "handler-operator",
    policy_arn: ADMIN,
  }),
];
