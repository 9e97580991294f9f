import { type NamedPolicy, type SimulatedRequest, simulate } from "../../src/policy-simulator";

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

interface Asked {
  readonly resourcePolicy?: unknown;
  readonly identity?: unknown;
  readonly organizationId?: string;
  readonly boundary?: NamedPolicy;
  readonly account?: string;
}

/** GetRecords on the stream, by a session of the role; unless said otherwise both sides allow it. */
function request({
  identity = statement(),
  organizationId,
  boundary,
  account,
  ...rest
}: Asked = {}): SimulatedRequest {
  const accountId = account ?? "111111111111";
  return {
    principal: {
      kind: "role",
      role: {
        roleArn: ROLE,
        roleId: "AROAEXAMPLE",
        policies: [{ name: "access", document: identity }],
        boundary,
        tags: { team: "a" },
      },
      sessionName: "awslambda_0_1",
      organizationId,
    },
    action: ACTION,
    resource: {
      arn: STREAM.replace("111111111111", accountId),
      accountId,
      region: "eu-central-1",
      policy: "resourcePolicy" in rest ? rest.resourcePolicy : statement(ROOT),
    },
  };
}

test("across accounts both allowing is enough", async () => {
  expect(await simulate(request())).toMatchObject({ kind: "allowed" });
});

test("the role itself may be the principal", async () => {
  const resourcePolicy = statement({ Principal: { AWS: ROLE } });
  expect(await simulate(request({ resourcePolicy }))).toMatchObject({ kind: "allowed" });
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
  expect(await simulate(request({ resourcePolicy, organizationId: "o-abc" }))).toMatchObject({ kind });
});

const denials: [string, Asked, string][] = [
  [
    "no stream policy",
    { resourcePolicy: undefined },
    `because no resource-based policy allows the ${ACTION} action`,
  ],
  [
    "no role policy",
    { identity: statement({ Action: "logs:*", Resource: "*" }) },
    `because no identity-based policy allows the ${ACTION} action`,
  ],
  [
    "a role policy that denies",
    { identity: statement({ Effect: "Deny" }) },
    "with an explicit deny in an identity-based policy",
  ],
  [
    "a stream policy that denies",
    { resourcePolicy: statement({ ...ROOT, Effect: "Deny" }) },
    "with an explicit deny in a resource-based policy",
  ],
  [
    "a boundary that leaves it out",
    { boundary: { name: "boundary", document: statement({ Action: "logs:*", Resource: "*" }) } },
    `because no permissions boundary allows the ${ACTION} action`,
  ],
];

test.each(denials)("%s is denied in AWS's words", async (_, asked, reason) => {
  expect(await simulate(request(asked))).toMatchObject({
    kind: "denied",
    message: `${USER} is not authorized to perform: ${ACTION} on resource: ${STREAM} ${reason}`,
  });
});

test("in one account the role's policy is enough", async () => {
  const own = request({
    account: "222222222222",
    resourcePolicy: undefined,
    identity: statement({ Resource: STREAM.replace("111111111111", "222222222222") }),
  });
  expect(await simulate(own)).toMatchObject({ kind: "allowed" });
});

test("a policy that cannot be evaluated is an error, not a denial", async () => {
  const identity = { Version: "2012-10-17", Statement: [{ Effect: "Perhaps" }] };
  expect(await simulate(request({ identity }))).toMatchObject({
    kind: "error",
    message: expect.stringMatching(/^policy\.errors .*identityPolicyErrors/),
  });
});

test.each([
  ["a wildcard", STREAM.replace("orders", "*"), "the resource is not exact"],
  [
    "an unresolved reference",
    `${"$"}{aws_dynamodb_table.orders.stream_arn}`,
    "holds an unresolved reference",
  ],
])("a resource with %s is an error", async (_, arn, message) => {
  const asked = request();
  expect(await simulate({ ...asked, resource: { ...asked.resource, arn } })).toMatchObject({
    kind: "error",
    message: expect.stringContaining(message),
  });
});

const KEY = "arn:aws:kms:eu-central-1:111111111111:key/00000000-0000-4000-8000-000000000000";
const BUCKET = "arn:aws:s3:::bucket";
const CALLED = "arn:aws:iam::111111111111:role/called";

/** One condition of the resource's policy, a call that meets it and one that does not. */
const calls: [
  string,
  string,
  string,
  [string, string, string],
  Partial<SimulatedRequest>,
  Partial<SimulatedRequest>,
][] = [
  ["TLS", "s3:ListBucket", BUCKET, ["Bool", "aws:SecureTransport", "true"], {}, { secureTransport: false }],
  [
    "an external ID",
    "sts:AssumeRole",
    CALLED,
    ["StringEquals", "sts:ExternalId", "secret"],
    { externalId: "secret" },
    {},
  ],
  [
    "the service that calls KMS",
    "kms:Decrypt",
    KEY,
    ["StringEquals", "kms:ViaService", "dynamodb.eu-central-1.amazonaws.com"],
    { viaService: "dynamodb.eu-central-1.amazonaws.com" },
    {},
  ],
];

/** Asks with a condition in the resource's own policy, once for each variant of the call. */
async function asked(
  [action, arn]: readonly [string, string],
  [operator, key, value]: readonly [string, string, string],
  variants: readonly Partial<SimulatedRequest>[],
): Promise<string[]> {
  const own = { Effect: "Allow", Action: action, ...when(operator, key, value) };
  // A trust policy names no resource.
  const Statement = [action === "sts:AssumeRole" ? own : { ...own, Resource: arn }];
  const call = { ...request({ identity: statement({ Action: action, Resource: arn }) }), action };
  const resource = { ...call.resource, arn, policy: { Version: "2012-10-17", Statement } };
  const decisions = await Promise.all(variants.map((rest) => simulate({ ...call, resource, ...rest })));
  return decisions.map(({ kind }) => kind);
}

test.each(calls)("a policy may ask for %s", async (_, action, arn, condition, meets, fails) => {
  expect(await asked([action, arn], condition, [meets, fails])).toEqual(["allowed", "denied"]);
});

test("a condition on the encryption context is never met: iam-simulate does not know its keys", async () => {
  const context = { "aws:dynamodb:tableName": "orders" };
  const condition = ["StringEquals", "kms:EncryptionContext:aws:dynamodb:tableName", "orders"] as const;
  expect(await asked(["kms:Decrypt", KEY], condition, [{ encryptionContext: context }])).toEqual(["denied"]);
});

test.each([
  ["lambda.amazonaws.com", "allowed"],
  ["ec2.amazonaws.com", "denied"],
])("the service principal %s is %s to assume a role that trusts Lambda", async (name, kind) => {
  const policy = {
    Version: "2012-10-17",
    Statement: [
      { Effect: "Allow", Action: "sts:AssumeRole", Principal: { Service: "lambda.amazonaws.com" } },
    ],
  };
  const resource = { arn: CALLED, accountId: "111111111111", region: "eu-central-1", policy };
  expect(
    await simulate({ principal: { kind: "service", name }, action: "sts:AssumeRole", resource }),
  ).toMatchObject({
    kind,
  });
});
