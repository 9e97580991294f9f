import { type AccessQuestion, decide } from "../../src/authorization/decision";

const STREAM = "arn:aws:dynamodb:eu-central-1:111111111111:table/orders/stream/2026-02-01T06:30:25.829";
const ROLE = "arn:aws:iam::222222222222:role/reader";
const ACTION = "dynamodb:GetRecords";
const USER = "User: arn:aws:sts::222222222222:assumed-role/reader/awslambda_0_1";

const statement = (rest: Record<string, unknown> = {}) => ({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action: ACTION, Resource: STREAM, ...rest }],
});
const ROOT = { Principal: { AWS: "arn:aws:iam::222222222222:root" } };
const when = (operator: string, key: string, value: string) => ({
  ...ROOT,
  Condition: { [operator]: { [key]: value } },
});

function question(rest: Partial<AccessQuestion> = {}, identity: unknown = statement()): AccessQuestion {
  return {
    role: {
      roleArn: ROLE,
      roleName: "reader",
      roleId: "AROAEXAMPLE",
      identity: [{ name: "access", policy: identity }],
      tags: { team: "a" },
    },
    action: ACTION,
    resourceArn: STREAM,
    resourceAccount: "111111111111",
    resourcePolicy: statement(ROOT),
    region: "eu-central-1",
    sessionName: "awslambda_0_1",
    ...rest,
  };
}

test("across accounts both allowing is enough", async () => {
  expect(await decide(question())).toEqual({ kind: "allowed" });
});

test("the role itself may be the principal", async () => {
  const resourcePolicy = statement({ Principal: { AWS: ROLE } });
  expect(await decide(question({ resourcePolicy }))).toEqual({ kind: "allowed" });
});

const conditions: [string, Record<string, unknown>, string][] = [
  ["the role's ARN", when("ArnEquals", "aws:PrincipalArn", ROLE), "allowed"],
  ["another role's ARN", when("ArnEquals", "aws:PrincipalArn", `${ROLE}-2`), "denied"],
  ["the role's account", when("StringEquals", "aws:PrincipalAccount", "222222222222"), "allowed"],
  ["the organization", when("StringEquals", "aws:PrincipalOrgID", "o-abc"), "allowed"],
  ["another organization", when("StringEquals", "aws:PrincipalOrgID", "o-xyz"), "denied"],
  ["a tag of the role", when("StringEquals", "aws:PrincipalTag/team", "a"), "allowed"],
  ["a region", when("StringEquals", "aws:RequestedRegion", "us-east-1"), "denied"],
  // Lambda reads as the role's session: no service stands between, and the key is not there.
  ["a source account", when("StringEquals", "aws:SourceAccount", "222222222222"), "denied"],
];

test.each(conditions)("a stream policy that asks for %s", async (_, rest, kind) => {
  const resourcePolicy = statement(rest);
  expect(await decide(question({ resourcePolicy, organizationId: "o-abc" }))).toMatchObject({ kind });
});

const denials: [string, AccessQuestion, string][] = [
  [
    "no stream policy",
    question({ resourcePolicy: undefined }),
    `because no resource-based policy allows the ${ACTION} action`,
  ],
  [
    "no role policy",
    question({}, statement({ Action: "logs:*", Resource: "*" })),
    `because no identity-based policy allows the ${ACTION} action`,
  ],
  [
    "a role policy that denies",
    question({}, statement({ Effect: "Deny" })),
    "with an explicit deny in an identity-based policy",
  ],
  [
    "a stream policy that denies",
    question({ resourcePolicy: statement({ ...ROOT, Effect: "Deny" }) }),
    "with an explicit deny in a resource-based policy",
  ],
  [
    "a boundary that leaves it out",
    question({
      role: {
        ...question().role,
        boundary: { name: "boundary", policy: statement({ Action: "logs:*", Resource: "*" }) },
      },
    }),
    `because no permissions boundary allows the ${ACTION} action`,
  ],
];

test.each(denials)("%s is denied in AWS's words", async (_, asked, reason) => {
  expect(await decide(asked)).toEqual({
    kind: "denied",
    message: `${USER} is not authorized to perform: ${ACTION} on resource: ${STREAM} ${reason}`,
  });
});

test("in one account the role's policy is enough", async () => {
  const own = {
    resourceAccount: "222222222222",
    resourceArn: STREAM.replace("111111111111", "222222222222"),
  };
  const identity = statement({ Resource: own.resourceArn });
  expect(await decide(question({ ...own, resourcePolicy: undefined }, identity))).toEqual({
    kind: "allowed",
  });
});

test("a policy that cannot be evaluated is an error, not a denial", async () => {
  expect(
    await decide(question({}, { Version: "2012-10-17", Statement: [{ Effect: "Perhaps" }] })),
  ).toMatchObject({
    kind: "error",
  });
});
