import { attribute, firstStatement, removal, resource, statement } from "./addition";

const ADMIN = "arn:aws:iam::aws:policy/AdministratorAccess";
const HANDLER = "aws_iam_role.role.assume_role_policy";
const ACCESS = "aws_iam_role.access_role_devices.assume_role_policy";
const ASSUME = { Action: "sts:AssumeRole" };

/** Stack and attribute of a trust policy. */
type Trust = readonly [stack: string, path: string];

const IN_CONSUMER: Trust = ["consumer", HANDLER];
const IN_SOURCE: Trust = ["source", ACCESS];

/** A statement that lets somebody assume a role. */
function trusts(name: string, Principal: unknown, more = {}, [stack, path] = IN_CONSUMER) {
  return statement(`trust: ${name}`, stack, path, { Principal, ...ASSUME, ...more });
}

const CONSUMER_ROOT = { AWS: "arn:aws:iam::222222222222:root" };

/** The one condition of an access role, in other words. */
function softened(name: string, Condition: unknown) {
  return firstStatement(`trust condition: ${name}`, "source", ACCESS, { Condition });
}

const READER = "arn:aws:iam::222222222222:role/reader-role";
const EXTERNAL_ID = { StringEquals: { "sts:ExternalId": "reader-1" } };

export const ROLES = [
  resource("a managed policy attached", "consumer", "aws_iam_role_policy_attachment.more", {
    role: `\${aws_iam_role.role.id}`,
    policy_arn: ADMIN,
  }),
  resource("a managed policy attached to an access role", "source", "aws_iam_role_policy_attachment.more", {
    role: "read-devices",
    policy_arn: ADMIN,
  }),
  resource("attachments that exclude others", "consumer", "aws_iam_role_policy_attachments_exclusive.all", {
    role_name: "handler-role",
    policy_arns: [ADMIN],
  }),
  resource("inline policies that exclude others", "consumer", "aws_iam_role_policies_exclusive.all", {
    role_name: "handler-role",
    policy_names: [],
  }),
  resource("an attachment of another kind", "consumer", "aws_iam_policy_attachment.more", {
    name: "more",
    roles: ["handler-role"],
    policy_arn: ADMIN,
  }),
  attribute(
    "another managed policy instead",
    "source",
    "aws_iam_role_policy_attachment.access_role_switcher_managed_job_function_ViewOnlyAccess.policy_arn",
    ADMIN,
  ),
  attribute("managed policies in the role", "consumer", "aws_iam_role.role.managed_policy_arns", [ADMIN]),
  attribute("an inline policy in the role", "consumer", "aws_iam_role.role.inline_policy", [
    { name: "more", policy: '{"Version":"2012-10-17","Statement":[]}' },
  ]),
  resource("a managed policy", "consumer", "aws_iam_policy.more", { name: "more", policy: "{}" }),
  resource("a second inline policy", "consumer", "aws_iam_role_policy.more", {
    name: "more",
    role: `\${aws_iam_role.role.id}`,
    policy: '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"iam:*","Resource":"*"}]}',
  }),
  resource("a new role", "consumer", "aws_iam_role.more", { name: "more", assume_role_policy: "{}" }),
  resource("a new user", "source", "aws_iam_user.more", { name: "more" }),
  resource("an access key", "source", "aws_iam_access_key.more", { user: "more" }),
  resource("a login", "source", "aws_iam_user_login_profile.more", { user: "more" }),
  resource("a group", "source", "aws_iam_group.more", { name: "more" }),
  resource("an identity provider", "consumer", "aws_iam_openid_connect_provider.more", {
    url: "https://token.actions.githubusercontent.com",
    client_id_list: ["sts.amazonaws.com"],
  }),
  resource("an instance profile", "consumer", "aws_iam_instance_profile.more", { role: "handler-role" }),
  resource("a pod identity", "consumer", "aws_eks_pod_identity_association.more", { role_arn: "x" }),
  removal("no permissions boundary", "consumer", "aws_iam_role.role.permissions_boundary"),
  attribute("another boundary", "consumer", "aws_iam_role.role.permissions_boundary", ADMIN),
  attribute("longer sessions", "source", "aws_iam_role.access_role_devices.max_session_duration", 43_200),
  attribute("another path", "consumer", "aws_iam_role.role.path", "/team/"),
  attribute(
    "a role that may be detached by force",
    "consumer",
    "aws_iam_role.role.force_detach_policies",
    true,
  ),
  trusts("everybody", "*"),
  trusts("everybody, as AWS", { AWS: "*" }),
  trusts("another account", { AWS: "arn:aws:iam::999999999999:root" }),
  trusts("another account by its ID", { AWS: "999999999999" }),
  trusts("the whole account", { AWS: "arn:aws:iam::222222222222:root" }),
  trusts("a user", { AWS: "arn:aws:iam::222222222222:user/ci" }),
  trusts("a session", { AWS: "arn:aws:sts::222222222222:assumed-role/reader-role/x" }),
  trusts("another role of the file", { AWS: "arn:aws:iam::222222222222:role/switcher-role" }),
  trusts("another service", { Service: "ec2.amazonaws.com" }),
  trusts("a service beside Lambda", { Service: ["lambda.amazonaws.com", "scheduler.amazonaws.com"] }),
  trusts(
    "a federated identity",
    { Federated: "arn:aws:iam::222222222222:oidc-provider/example.com" },
    { Action: "sts:AssumeRoleWithWebIdentity" },
  ),
  trusts(
    "SAML",
    { Federated: "arn:aws:iam::222222222222:saml-provider/x" },
    { Action: "sts:AssumeRoleWithSAML" },
  ),
  trusts("a canonical user", {
    CanonicalUser: "79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be",
  }),
  trusts(
    "other roles by a pattern",
    CONSUMER_ROOT,
    {
      Condition: { ArnLike: { "aws:PrincipalArn": "arn:aws:iam::222222222222:role/ci-*" } },
    },
    IN_SOURCE,
  ),
  trusts(
    "an exact other role",
    CONSUMER_ROOT,
    {
      Condition: { ArnEquals: { "aws:PrincipalArn": "arn:aws:iam::222222222222:role/ci" } },
    },
    IN_SOURCE,
  ),
  trusts("all but one", undefined, { NotPrincipal: { AWS: READER } }, IN_SOURCE),
  trusts("an organization", "*", { Condition: { StringEquals: { "aws:PrincipalOrgID": "o-1" } } }, IN_SOURCE),
  firstStatement("tags of sessions", "source", ACCESS, { Action: ["sts:AssumeRole", "sts:TagSession"] }),
  firstStatement("any action of STS", "source", ACCESS, { Action: "sts:*" }),
  softened("none", undefined),
  softened("no external ID", { ArnEquals: { "aws:PrincipalArn": READER } }),
  softened("no role", EXTERNAL_ID),
  softened("IfExists", { ArnEqualsIfExists: { "aws:PrincipalArn": READER }, ...EXTERNAL_ID }),
  softened("ForAllValues", { "ForAllValues:ArnEquals": { "aws:PrincipalArn": READER }, ...EXTERNAL_ID }),
  softened("StringLike", { StringLike: { "aws:PrincipalArn": "*role*" }, ...EXTERNAL_ID }),
  softened("a further role", {
    ArnEquals: { "aws:PrincipalArn": [READER, "arn:aws:iam::222222222222:role/ci"] },
    ...EXTERNAL_ID,
  }),
  softened("always true by date", { DateGreaterThan: { "aws:CurrentTime": "2000-01-01T00:00:00Z" } }),
  softened("always true by address", { IpAddress: { "aws:SourceIp": "0.0.0.0/0" } }),
  softened("always true by user ID", { StringLike: { "aws:userid": "*" } }),
  softened("a null key", { Null: { "aws:PrincipalArn": "false" }, ...EXTERNAL_ID }),
  softened("a negation", { ArnNotEquals: { "aws:PrincipalArn": "arn:aws:iam::1:role/x" }, ...EXTERNAL_ID }),
];
