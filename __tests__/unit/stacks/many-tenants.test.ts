import { checkEnvironment } from "../../../config/load-environment";
import { fromLoaded } from "../../../config/loaded";
import { formatProblem } from "../../../config/problem";
import { type Content, edited, REMOVED } from "../config/sample";
import { policyOf, resource, synthesizeContent } from "../support/synthesize";
import { temporaryFolder } from "../support/temporary-folder";

const folder = temporaryFolder();
const ORGANIZATION = { organization: "o-a1b2c3d4e5" };
/** So long that a few streams fill the policies. */
const TABLE = "T".repeat(150);
/** Characters of a stream's ARN here, with quotation marks and comma. */
const ARN = `"arn:aws:dynamodb:eu-central-1:300000000000:table/${TABLE}/stream/2026-01-31T12:00:00.000",`
  .length;
/** The most that the inline policy names by their ARNs. */
const FIT = Math.floor(8000 / ARN);
/** More than ten managed policies name. */
const TOO_MANY = 10 * Math.floor(5700 / ARN) + 1;
const CONDITION = {
  StringEquals: { "aws:ResourceOrgID": "o-a1b2c3d4e5" },
  StringNotEquals: { "aws:ResourceAccount": "222222222222" },
};

function withTenants(count: number, more: Content = {}): Content {
  const tenants = Array.from({ length: count }, (_, n) => ({
    tenant: `t${n}`,
    account: String(300_000_000_000 + n),
  }));
  return edited({
    "sources.changes.account": REMOVED,
    "sources.changes.stack": REMOVED,
    "sources.changes.tenants": tenants,
    "sources.changes.tableName": TABLE,
    "consumers.handler.mappingsPerStack": 10_000,
    ...more,
  });
}

interface ReadStatement {
  readonly Sid?: string;
  readonly Resource: readonly string[];
  readonly Condition?: object;
}

function consumerOf({ stacks }: ReturnType<typeof synthesizeContent>) {
  const name = Object.keys(stacks).find((stack) => /^consumer(?:-handler)?$/.test(stack)) ?? "";
  return { name, ...fromLoaded(stacks[name], name) };
}

function resourcesIn(policy: string): readonly string[] {
  const { Statement } = JSON.parse(policy) as { readonly Statement: readonly ReadStatement[] };
  return Statement.flatMap(({ Resource }) => Resource);
}

const METER = { roleName: "Meter", ledgerTableName: "Ledger", function: { name: "meter" } };

/** What a role may do with streams and their keys, by its inline policy. @param role logical ID of that @default the handler's */
function readStatementsIn(
  synthesized: ReturnType<typeof synthesizeContent>,
  role = "role_policy",
): ReadStatement[] {
  const name = consumerOf(synthesized).name;
  const policy = policyOf(resource(synthesized, name, "aws_iam_role_policy", role));
  const { Statement } = policy as { readonly Statement: readonly ReadStatement[] };
  return Statement.filter(({ Sid }) => /^(Read|Decrypt)/.test(Sid ?? ""));
}

test("the role names each stream while the ARNs fit, with an organization or without", () => {
  for (const more of [{}, ORGANIZATION]) {
    // Act
    const statements = readStatementsIn(synthesizeContent(withTenants(FIT, more), folder));

    // Assess
    expect(statements).toHaveLength(1);
    expect(statements[0]?.Resource).toHaveLength(FIT);
    expect(statements[0]).not.toHaveProperty("Condition");
  }
});

test("beyond that, managed policies name each stream once", () => {
  // Act
  const synthesized = synthesizeContent(withTenants(2 * FIT), folder);
  const { aws_iam_policy: policies = {}, aws_iam_role_policy_attachment: attachments = {} } =
    consumerOf(synthesized).resource;
  const named = Object.values(policies).flatMap(({ policy }) => resourcesIn(String(policy)));

  // Assess
  expect(readStatementsIn(synthesized)).toEqual([]);
  expect(named.sort()).toEqual(
    Array.from(
      { length: 2 * FIT },
      (_, n) => `\${data.terraform_remote_state.source_changes_t${n}.outputs.stream_arn}`,
    ).sort(),
  );
  expect(
    Object.values(attachments)
      .map(({ policy_arn }) => policy_arn)
      .sort(),
  ).toEqual(
    Object.keys(policies)
      .map((name) => `\${aws_iam_policy.${name}.arn}`)
      .sort(),
  );
  expect(Object.keys(policies)).toHaveLength(10);
});

test("one more tenant changes one managed policy only", () => {
  // Act
  const [before, after] = [2 * FIT, 2 * FIT + 1].map((count) => {
    const { aws_iam_policy = {} } = consumerOf(synthesizeContent(withTenants(count), folder)).resource;
    return Object.values(aws_iam_policy).map(({ policy }) => policy);
  });

  // Assess
  expect(after).toHaveLength(before?.length ?? Number.NaN);
  expect(after?.filter((policy) => !before?.includes(policy))).toHaveLength(1);
});

test("beyond these, handler and meter name tables and keys in the other accounts of the organization", () => {
  // Prepare
  const content = withTenants(TOO_MANY, {
    ...ORGANIZATION,
    "sources.changes.encryption": { type: "customer-managed" },
    "consumers.handler.usageMeter": METER,
  });

  // Act
  const synthesized = synthesizeContent(content, folder);
  const statements = ["role_policy", "meter_role_policy"].map((role) => readStatementsIn(synthesized, role));

  // Assess
  const expected = [
    {
      Sid: "ReadTenantStreams",
      Effect: "Allow",
      Action: ["dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator"],
      Resource: [`arn:aws:dynamodb:eu-central-1:*:table/${TABLE}/stream/*`],
      Condition: CONDITION,
    },
    {
      Sid: "DecryptTenantStreams",
      Effect: "Allow",
      Action: ["kms:Decrypt", "kms:DescribeKey"],
      Resource: ["arn:aws:kms:eu-central-1:*:key/*"],
      Condition: CONDITION,
    },
  ];
  expect(statements).toEqual([expected, expected]);
});

test("the usage meter's role names the streams of its own sources only", () => {
  // Prepare
  const usageMeter = { ...METER, sources: ["changes-t7"] };

  // Act
  const synthesized = synthesizeContent(
    withTenants(8, { "consumers.handler.usageMeter": usageMeter }),
    folder,
  );

  // Assess
  expect(readStatementsIn(synthesized, "meter_role_policy")).toMatchObject([
    { Resource: [`\${data.terraform_remote_state.source_changes_t7.outputs.stream_arn}`] },
  ]);
});

test("without an organization, the file is refused, once for each function", () => {
  // Act
  const { problems } = checkEnvironment(withTenants(TOO_MANY, { "consumers.handler.usageMeter": METER }));

  // Assess
  expect(problems.filter(({ severity }) => severity === "error").map(formatProblem)).toEqual(
    ["mappings", "usageMeter"].map(
      (key) =>
        `consumers.handler.${key}: the ARNs of ${TOO_MANY} streams do not fit into the policies of one role, with ten managed policies. Name your organization in \`organization\`, so that the role may read these tables' streams in all of its accounts, or spread the tenants over several consumers.`,
    ),
  );
});

test("too many mappings for a stack and too many streams for the policies are told at once", () => {
  // Act
  const { problems } = checkEnvironment(withTenants(TOO_MANY, { "consumers.handler.mappingsPerStack": 100 }));

  // Assess
  const errors = problems.filter(({ severity }) => severity === "error").map(({ cause }) => cause);
  expect(errors).toEqual([
    `the ARNs of ${TOO_MANY} streams do not fit into the policies of one role, with ten managed policies`,
    `${TOO_MANY} mappings of tenants are in the stack of handler, and \`mappingsPerStack\` allows 100`,
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
