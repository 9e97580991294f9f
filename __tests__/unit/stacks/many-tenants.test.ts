import { checkEnvironment } from "../../../config/load-environment";
import { formatProblem } from "../../../config/problem";
import { type Content, edited, REMOVED } from "../config/sample";
import { policyOf, resource, synthesizeContent } from "../support/synthesize";
import { temporaryFolder } from "../support/temporary-folder";

const folder = temporaryFolder();
const ORGANIZATION = { organization: "o-a1b2c3d4e5" };
/** Characters of a stream's ARN here, with quotation marks and comma. */
const ARN = `"arn:aws:dynamodb:eu-central-1:300000000000:table/Changes/stream/2026-01-31T12:00:00.000",`
  .length;
/** The most that are named by their ARNs. */
const FIT = Math.floor(8000 / ARN);

function withTenants(count: number, more: Content = {}): Content {
  const tenants = Array.from({ length: count }, (_, n) => ({
    tenant: `t${n}`,
    account: String(300_000_000_000 + n),
  }));
  return edited({
    "sources.changes.account": REMOVED,
    "sources.changes.stack": REMOVED,
    "sources.changes.tenants": tenants,
    ...more,
  });
}

interface ReadStatement {
  readonly Sid?: string;
  readonly Resource: readonly string[];
  readonly Condition?: object;
}

/** What a role may do with streams and their keys. @param role logical ID of its policy @default the handler's */
function readStatements(content: Content, role = "role_policy"): ReadStatement[] {
  const synthesized = synthesizeContent(content, folder);
  const name =
    Object.keys(synthesized.stacks).find((stack) => stack === "consumer" || stack === "consumer-handler") ??
    "";
  const policy = policyOf(resource(synthesized, name, "aws_iam_role_policy", role));
  const { Statement } = policy as { readonly Statement: readonly ReadStatement[] };
  return Statement.filter(({ Sid }) => /^(Read|Decrypt)/.test(Sid ?? ""));
}

test("the role names each stream while the ARNs fit, with an organization or without", () => {
  for (const more of [{}, ORGANIZATION]) {
    // Act
    const statements = readStatements(withTenants(FIT, more));

    // Assess
    expect(statements).toHaveLength(1);
    expect(statements[0]?.Resource).toHaveLength(FIT);
    expect(statements[0]).not.toHaveProperty("Condition");
  }
});

test("beyond that, it names the tables in the accounts of the organization", () => {
  // Act
  const statements = readStatements(withTenants(FIT + 1, ORGANIZATION));

  // Assess
  expect(statements).toEqual([
    {
      Sid: "ReadTenantStreams",
      Effect: "Allow",
      Action: ["dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator"],
      Resource: ["arn:aws:dynamodb:eu-central-1:*:table/Changes/stream/*"],
      Condition: { StringEquals: { "aws:ResourceOrgID": "o-a1b2c3d4e5" } },
    },
  ]);
});

test("the usage meter's role names streams in the same way, those of its own sources only", () => {
  // Prepare
  const usageMeter = { roleName: "Meter", ledgerTableName: "Ledger", function: { name: "meter" } };
  const all = {
    ...ORGANIZATION,
    "consumers.handler.usageMeter": usageMeter,
    "consumers.handler.mappingStacks": 3,
  };
  const one = { ...all, "consumers.handler.usageMeter": { ...usageMeter, sources: ["changes-t7"] } };

  // Act
  const [ofAll, ofOne] = [all, one].map((more) =>
    readStatements(withTenants(FIT + 1, more), "meter_role_policy"),
  );
  const [problem] = checkEnvironment(withTenants(FIT + 1, { ...all, organization: REMOVED })).problems.filter(
    ({ path }) => path.includes("usageMeter"),
  );

  // Assess
  expect(ofAll?.map(({ Resource }) => Resource)).toEqual([
    ["arn:aws:dynamodb:eu-central-1:*:table/Changes/stream/*"],
  ]);
  expect(ofOne).toHaveLength(1);
  expect(ofOne?.[0]?.Resource).toHaveLength(1);
  expect(ofOne?.[0]).not.toHaveProperty("Condition");
  expect(problem && formatProblem(problem)).toContain("consumers.handler.usageMeter: the ARNs of");
});

test("keys count as well, and are named in the same way", () => {
  // Prepare
  const encrypted = { ...ORGANIZATION, "sources.changes.encryption": { type: "customer-managed" } };

  // Act
  const statements = readStatements(withTenants(FIT, encrypted));

  // Assess
  expect(statements).toContainEqual({
    Sid: "DecryptTenantStreams",
    Effect: "Allow",
    Action: ["kms:Decrypt", "kms:DescribeKey"],
    Resource: ["arn:aws:kms:eu-central-1:*:key/*"],
    Condition: { StringEquals: { "aws:ResourceOrgID": "o-a1b2c3d4e5" } },
  });
});

test("without an organization, the file is refused", () => {
  // Act
  const { problems } = checkEnvironment(withTenants(FIT + 1));

  // Assess
  expect(problems.filter(({ severity }) => severity === "error").map(formatProblem)).toEqual([
    `consumers.handler.mappings: the ARNs of ${FIT + 1} streams do not fit into the policies of one role. Name your organization in \`organization\`, so that the role may read these tables' streams in all of its accounts, or spread the tenants over several consumers.`,
  ]);
});

test("what an organization's ID must be", () => {
  const [problem] = checkEnvironment(withTenants(1, { organization: "r-abcd" })).problems;
  expect(problem && formatProblem(problem)).toMatch(/^organization: "r-abcd" is not a valid value here/);
});

test.each([
  { count: 1, mappingStacks: 0 },
  { count: 10, mappingStacks: 0 },
  { count: 100, mappingStacks: 0 },
  { count: 1000, mappingStacks: 11 },
])(
  "$count tenants become a stack each, within every limit that the guards know",
  ({ count, mappingStacks }) => {
    // Prepare
    const spread = mappingStacks > 0 ? { "consumers.handler.mappingStacks": mappingStacks } : {};

    // Act: the guards check every policy
    const { stacks } = synthesizeContent(withTenants(count, { ...ORGANIZATION, ...spread }), folder);

    // Assess
    expect(Object.keys(stacks)).toHaveLength(count + 1 + mappingStacks);
    expect(stacks["source-changes-t0"]?.provider.aws).toMatchObject([
      { alias: "account", allowed_account_ids: ["300000000000"] },
    ]);
  },
  120_000,
);

test("one tenant more changes no other source stack, and in the consumer only adds", () => {
  // Act
  const before = synthesizeContent(withTenants(3), folder);
  const after = synthesizeContent(withTenants(4), folder);

  // Assess
  const consumer = Object.keys(before.texts).find((name) => !name.startsWith("source")) ?? "";
  for (const name of Object.keys(before.texts).filter((one) => one !== consumer)) {
    expect(after.texts[name]).toBe(before.texts[name]);
  }
  const mappings = "aws_lambda_event_source_mapping";
  expect(after.stacks[consumer]?.resource[mappings]).toMatchObject(
    before.stacks[consumer]?.resource[mappings] ?? {},
  );
  expect(Object.keys(after.stacks[consumer]?.resource[mappings] ?? {})).toHaveLength(4);
});
