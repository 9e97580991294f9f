import { AccessError } from "../../../access/access-error";
import { differences } from "../../../access/matrix";
import { differenceText } from "../../../access/report/text";
import { sampleConsumer, sampleSource } from "../config/sample";
import { temporaryFolder } from "../support/temporary-folder";
import { changed, matrixOf, modelOf, variantOf } from "./judged";

const folder = temporaryFolder();
const GIVEN_KEY = "arn:aws:kms:eu-central-1:111111111111:key/0b1f5a3e-6f0d-4f0c-9d55-0f6f3a6f9c11";

test("a policy that was widened by hand differs, and its statement is named", async () => {
  // Prepare
  const variant = changed(variantOf({}, folder), "s3:PutObject", "s3:*Object");

  // Act
  const lines = differences(await matrixOf(variant)).map(differenceText);

  // Assess
  expect(lines).toEqual([
    "handler / stream handler, GetObject, bucket handler-failures-222222222222-eu-central-1: allow, but the environment file expects deny: allowed by KeepFailedBatches (consumer aws_iam_role_policy.role_policy)",
    "handler / stream handler, DeleteObject, bucket handler-failures-222222222222-eu-central-1: allow, but the environment file expects deny: allowed by KeepFailedBatches (consumer aws_iam_role_policy.role_policy)",
    "handler / stream handler, DeleteObject of the ledger, bucket handler-failures-222222222222-eu-central-1: allow, but the environment file expects deny: allowed by KeepFailedBatches (consumer aws_iam_role_policy.role_policy)",
    'handler / stream handler, s3:*Object if {"StringEquals":{"s3:ResourceAccount":["222222222222"]}}, arn:aws:s3:::handler-failures-222222222222-eu-central-1/*: allow, but the environment file expects deny: allowed by KeepFailedBatches (consumer aws_iam_role_policy.role_policy)',
  ]);
});

test("a grant to the whole account differs: other roles of it could read", async () => {
  // Prepare
  const condition =
    ',\\"Condition\\":{\\"ArnEquals\\":{\\"aws:PrincipalArn\\":\\"arn:aws:iam::222222222222:role/handler-role\\"}}';
  const variant = changed(variantOf({}, folder), condition, "");

  // Act
  const differing = differences(await matrixOf(variant));

  // Assess
  expect(differing.map(({ principal, action }) => `${principal}, ${action}`)).toEqual([
    "deploy role of consumer, DescribeStream",
    "deploy role of consumer, GetRecords",
    "deploy role of consumer, GetShardIterator",
    "another role of consumer, DescribeStream",
    "another role of consumer, GetRecords",
    "another role of consumer, GetShardIterator",
  ]);
});

test("a role that is called like a made-up one may do what the file says", async () => {
  // Prepare
  const variant = variantOf({ "consumers.handler.roleName": "AnotherRole" }, folder);

  // Act
  const differing = differences(await matrixOf(variant));

  // Assess
  expect(differing).toEqual([]);
});

test("an expression without a sample is an error, never an allowance", () => {
  // Prepare
  const variant = changed(variantOf({}, folder), "aws_s3_bucket.failure_bucket.bucket", "var.bucket");

  // Act
  const act = () => modelOf(variant);

  // Assess
  expect(act).toThrow(AccessError);
  expect(act).toThrow(
    /^These policies cannot be judged before they are deployed:\n {2}consumer aws_iam_role_policy\.role_policy: \$\{var\.bucket\} has no sample\. Add one to synthesized\/samples\.ts\./,
  );
});

test("a policy that cannot be evaluated is an error, not a denial", async () => {
  // Prepare
  const variant = changed(
    variantOf({}, folder),
    '\\"Sid\\":\\"ReadStreams\\",\\"Effect\\":\\"Allow\\"',
    '\\"Sid\\":\\"ReadStreams\\",\\"Effect\\":\\"Perhaps\\"',
  );

  // Act
  const matrix = matrixOf(variant);

  // Assess
  await expect(matrix).rejects.toThrow(AccessError);
  await expect(matrix).rejects.toThrow(/^These policies cannot be evaluated:/);
});

test.each([
  [
    "a key that the file names",
    { "sources.changes.encryption": { type: "customer-managed", keyArn: GIVEN_KEY } },
    [`key ${GIVEN_KEY}: its owner writes its policy; only --deployed can judge it`],
  ],
  [
    "a permissions boundary",
    { "consumers.handler.permissionsBoundaryArn": "arn:aws:iam::222222222222:policy/Boundary" },
    [
      "handler-role has the permissions boundary arn:aws:iam::222222222222:policy/Boundary; only --deployed can judge it",
    ],
  ],
  ["neither", {}, []],
])("with %s, what cannot be judged is said", async (_what, edits, notes) => {
  // Prepare
  const variant = variantOf(edits, folder);

  // Act
  const matrix = await matrixOf(variant);

  // Assess
  expect(matrix.notes).toEqual(notes);
  expect(differences(matrix)).toEqual([]);
});

test.each([
  ["local", undefined],
  ["s3", { type: "s3", bucket: "states", keyPrefix: "a" }],
  ["cloud", { type: "cloud", organization: "acme" }],
])("the source's outputs are found through its state: %s", async (_type, backend) => {
  // Prepare
  const variant = variantOf({ "consumers.handler.rolePath": "/team/", ...(backend && { backend }) }, folder);

  // Act
  const matrix = await matrixOf(variant);

  // Assess
  expect(matrix.cells.length).toBeGreaterThan(300);
  expect(differences(matrix)).toEqual([]);
});

test("several sources and consumers: tables of the same name are told apart by their accounts", async () => {
  // Prepare
  const variant = variantOf(
    {
      "accounts.tenant": { id: "333333333333" },
      "sources.tenant": sampleSource({ account: "tenant", readers: [{ consumer: "audit" }] }),
      "consumers.audit": sampleConsumer("audit", { mappings: [{ source: "tenant" }] }),
    },
    folder,
  );

  // Act
  const matrix = await matrixOf(variant);

  // Assess
  const reads = matrix.cells.filter(
    ({ action, resource, principal }) =>
      action === "GetRecords" &&
      resource.startsWith("stream of") &&
      principal.endsWith(" / stream handler") &&
      /\)$/.test(resource),
  );
  expect(
    reads.map(({ principal, resource, decision }) => `${principal} ${resource} ${decision}`).sort(),
  ).toEqual([
    "audit / stream handler stream of Changes (111111111111) deny",
    "audit / stream handler stream of Changes (333333333333) allow",
    "handler / stream handler stream of Changes (111111111111) allow",
    "handler / stream handler stream of Changes (333333333333) deny",
  ]);
  expect(differences(matrix)).toEqual([]);
});

test.each([
  [
    "the role's policy",
    '\\"dynamodb:GetRecords\\",\\"dynamodb:GetShardIterator\\"],\\"Resource\\":[',
    "ReadStreams",
    ["dynamodb:*"],
  ],
  [
    "the stream's policy",
    '\\"dynamodb:GetRecords\\",\\"dynamodb:GetShardIterator\\"],\\"Resource\\":\\"',
    "HandlerReads",
    [],
  ],
])(
  "%s differs as soon as it is too wide, even while the other side is narrow",
  async (_which, from, statement, stated) => {
    // Prepare
    const variant = changed(variantOf({}, folder), from, from.replace("dynamodb:GetRecords", "dynamodb:*"));

    // Act
    const differing = differences(await matrixOf(variant));

    // Assess
    expect(differing.map(({ action }) => action)).toEqual([
      "PutResourcePolicy",
      "DeleteResourcePolicy",
      ...stated,
    ]);
    for (const { because } of differing) expect(because).toContain(statement);
  },
);
