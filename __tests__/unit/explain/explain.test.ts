import type { AccessModel } from "../../../access/access-model";
import type { Environment } from "../../../config/schema";
import { ExplainError } from "../../../explain/explain-error";
import { answersText, answerText } from "../../../explain/text";
import { modelOf, variantOf } from "../access/judged";
import { CROSS_ACCOUNT } from "../config/sample";
import { temporaryFolder } from "../support/temporary-folder";
import { explained, HANDLER_ROLE, STREAM, withPolicy } from "./support";

const folder = temporaryFolder();
const USER = "User: arn:aws:sts::222222222222:assumed-role/handler-role/SESSION";
const NOTE = [
  "Note:",
  "  Service and resource control policies of the organization, and policies of VPC endpoints, are not read. They can only take access away.",
];
const STREAM_POLICY = "source aws_dynamodb_resource_policy.stream_policy";
const ROLE_POLICY = "consumer aws_iam_role_policy.role_policy";

let whole: { environment: Environment; model: AccessModel };
beforeAll(() => {
  const variant = variantOf(CROSS_ACCOUNT, folder);
  whole = { environment: variant.environment, model: modelOf(variant) };
});

/** The whole with another policy on one side. */
function edited(label: string, edit: Parameters<typeof withPolicy>[2]) {
  return { ...whole, model: withPolicy(whole.model, label, edit) };
}

test("what both sides allow is allowed, and the answer names both statements", async () => {
  // Act
  const { decision, all } = await explained(whole);

  // Assess
  expect(decision).toBe("allowed");
  expect(answersText(all).split("\n")).toEqual([
    "Allowed: dynamodb:GetRecords",
    `  by handler / stream handler, ${HANDLER_ROLE}`,
    `  on stream of Changes, ${STREAM}`,
    "Who decides:",
    "  Across accounts both sides must allow it: the caller's own policies and the resource's.",
    `  - The caller's own policies allow it: ReadStreams (${ROLE_POLICY}).`,
    `  - The resource-based policy of the stream allows it: HandlerReads (${STREAM_POLICY}).`,
    ...NOTE,
  ]);
});

test("a stream without a policy is the side that is missing", async () => {
  // Prepare
  const changed = edited("stream of Changes", () => undefined);

  // Act
  const { decision, first } = await explained(changed, { action: "dynamodb:DescribeStream" });

  // Assess
  expect(decision).toBe("denied");
  expect(answerText(first).split("\n")).toEqual([
    "Denied: dynamodb:DescribeStream",
    `  by handler / stream handler, ${HANDLER_ROLE}`,
    `  on stream of Changes, ${STREAM}`,
    "AWS says (as the IAM User Guide documents such texts; this one was not recorded):",
    `  ${USER} is not authorized to perform: dynamodb:DescribeStream on resource: ${STREAM} because no resource-based policy allows the dynamodb:DescribeStream action`,
    "Who decides:",
    "  Across accounts both sides must allow it: the caller's own policies and the resource's.",
    `  - The caller's own policies allow it: ReadStreams (${ROLE_POLICY}).`,
    "  - The resource-based policy of the stream is not there.",
    "What to do:",
    "  The environment file grants it, but the stacks do not. See where they differ: npm run access -- --environment test",
    ...NOTE,
  ]);
});

test("a role without a statement about the stream is denied in the words that were recorded", async () => {
  // Prepare
  const changed = edited("handler / stream handler", () => ({ Version: "2012-10-17", Statement: [] }));

  // Act
  const { first } = await explained(changed, { action: "dynamodb:DescribeStream" });

  // Assess
  expect(first.aws).toEqual({
    source: "recorded",
    text: `${USER} is not authorized to perform: dynamodb:DescribeStream on resource: ${STREAM} because no identity-based policy allows the dynamodb:DescribeStream action`,
  });
  expect(answerText(first)).toContain(
    "\n  - The caller's own policies have no statement that allows the action.\n",
  );
});

test("a condition that fails is shown with what it wants and what the request has", async () => {
  // Prepare
  const changed = edited("stream of Changes", ({ Statement: [statement], ...rest }) => ({
    ...rest,
    Statement: [
      {
        ...statement,
        Condition: {
          ArnEquals: { "aws:PrincipalArn": `${HANDLER_ROLE}-2` },
          StringEquals: { "aws:PrincipalOrgID": ["o-1", "o-2"] },
        },
      },
    ],
  }));

  // Act
  const { first } = await explained(changed);

  // Assess
  expect(first.sides[1]).toEqual({
    kind: "resource",
    name: "the resource-based policy of the stream",
    verdict: "does not allow",
    deciding: [],
    misses: [
      {
        statement: `HandlerReads (${STREAM_POLICY})`,
        mismatches: [
          {
            part: "condition",
            condition: "ArnEquals aws:PrincipalArn",
            wanted: [`${HANDLER_ROLE}-2`],
            found: HANDLER_ROLE,
          },
          { part: "condition", condition: "StringEquals aws:PrincipalOrgID", wanted: ["o-1", "o-2"] },
        ],
      },
    ],
  });
  expect(answerText(first)).toContain(
    [
      `    HandlerReads (${STREAM_POLICY}) does not apply:`,
      `      wants ArnEquals aws:PrincipalArn ${HANDLER_ROLE}-2, and the request has ${HANDLER_ROLE}`,
      "      wants StringEquals aws:PrincipalOrgID o-1 or o-2, and the request has none",
    ].join("\n"),
  );
});

test("an explicit deny is named, with its policy", async () => {
  // Prepare
  const deny = { Sid: "KeepOut", Effect: "Deny", Principal: "*", Action: "dynamodb:*", Resource: STREAM };
  const changed = edited("stream of Changes", ({ Statement, ...rest }) => ({
    ...rest,
    Statement: [...Statement, deny],
  }));

  // Act
  const { first } = await explained(changed);

  // Assess
  expect(first.aws?.text).toMatch(/with an explicit deny in a resource-based policy$/);
  expect(first.sides[1]).toMatchObject({ verdict: "denies", deciding: [`KeepOut (${STREAM_POLICY})`] });
  expect(first.remedies[0]).toBe(
    `An explicit deny outweighs every permission: if it is not meant, remove or narrow KeepOut (${STREAM_POLICY}) in the resource-based policy of the stream.`,
  );
});

test("a permissions boundary is a side of its own", async () => {
  // Prepare
  const boundary = { name: "limits", document: { Version: "2012-10-17", Statement: [] } };
  const principals = whole.model.principals.map((one) => ({ ...one, boundary }));

  // Act
  const { first } = await explained({ ...whole, model: { ...whole.model, principals } });

  // Assess
  expect(first.aws?.text).toMatch(/because no permissions boundary allows the dynamodb:GetRecords action$/);
  expect(first.sides.map(({ kind, verdict }) => `${kind}: ${verdict}`)).toEqual([
    "identity: allows",
    "boundary: does not allow",
    "resource: allows",
  ]);
});

test("reading the stream of an encrypted table takes the key as well", async () => {
  // Prepare
  const variant = variantOf({ "sources.changes.encryption": { type: "customer-managed" } }, folder);
  const model = withPolicy(
    modelOf(variant),
    "key table_key of source",
    ({ Statement: [first], ...rest }) => ({
      ...rest,
      Statement: [first],
    }),
  );

  // Act
  const { decision, all } = await explained({ environment: variant.environment, model });

  // Assess
  expect(decision).toBe("denied");
  expect(all.map((one) => `${one.action}: ${one.decision}`)).toEqual([
    "dynamodb:GetRecords: allowed",
    "kms:Decrypt: denied",
  ]);
  expect(answersText(all)).toContain(
    "\n\nReading the stream of an encrypted table takes its key as well.\nDenied: kms:Decrypt\n",
  );
});

const REMEDIES: readonly (readonly [string, string, string, string, readonly string[]])[] = [
  [
    "another function of the consumer",
    "handler.readerApi",
    "dynamodb:GetRecords",
    "changes.stream",
    ["Only the stream handler of a consumer reads streams: `consumers.handler.function`."],
  ],
  [
    "a role that does not trust the function",
    "handler.accountSwitcher",
    "sts:AssumeRole",
    "changes.accessRoles.devices",
    [
      "To let it in, add `{ consumer: handler, function: account-switcher }` to `sources.changes.accessRoles.devices.trusted` in the environment file.",
      "What it may assume stands in `consumers.handler.accountSwitcher.accounts` in the environment file.",
    ],
  ],
  [
    "the role of a function",
    "handler",
    "sts:AssumeRole",
    "handler.readerApi.role",
    ["Only Lambda may assume the role of a function."],
  ],
  [
    "a table of another account",
    "handler",
    "dynamodb:GetItem",
    "changes.tables.devices",
    [
      "Functions reach what another account owns through an access role: `sources.changes.accessRoles` (docs/cross-account-access.md).",
    ],
  ],
  [
    "an action that the access role lacks",
    "sources.changes.accessRoles.devices",
    "dynamodb:PutItem",
    "changes.tables.devices",
    ["To allow it, add the action to `sources.changes.accessRoles.devices.allow` in the environment file."],
  ],
  [
    "an action on the own bucket",
    "handler",
    "s3:GetObject",
    "handler.failureBucket",
    [
      "To allow it, add the action and the resource to `consumers.handler.function.permissions` in the environment file.",
    ],
  ],
];

test.each(REMEDIES)("%s: the key of the file is named", async (_, principal, action, resource, remedies) => {
  // Act
  const { first } = await explained(whole, { principal, action, resource });

  // Assess
  expect({ decision: first.decision, remedies: first.remedies }).toEqual({ decision: "denied", remedies });
});

test("a consumer that is no reader and has no mapping needs both keys", async () => {
  // Prepare
  const second = {
    "sources.others": {
      account: "source",
      tableName: "Others",
      partitionKey: { name: "id", type: "S" },
      readers: [],
    },
  };
  const variant = variantOf(second, folder);

  // Act
  const { first } = await explained(
    { environment: variant.environment, model: modelOf(variant) },
    { resource: "others.stream" },
  );

  // Assess
  expect(first.remedies).toEqual([
    "To let it in, add `- consumer: handler` to `sources.others.readers` in the environment file.",
    "To make it read, add `- source: others` to `consumers.handler.mappings` in the environment file.",
    "Then deploy the source before the consumer.",
  ]);
});

test("what is allowed although the file does not grant it is told", async () => {
  // Prepare
  const changed = edited("handler / stream handler", ({ Statement, ...rest }) => ({
    ...rest,
    Statement: [...Statement, { Effect: "Allow", Action: "s3:DeleteBucket", Resource: "*" }],
  }));

  // Act
  const { first } = await explained(changed, {
    action: "s3:DeleteBucket",
    resource: "handler.failureBucket",
  });

  // Assess
  expect(first).toMatchObject({
    decision: "allowed",
    expected: false,
    remedies: [
      "The environment file does not grant it. See all such access: npm run access -- --environment test",
    ],
  });
});

test("a role that the file does not have is denied for sure where the resource keeps it out", async () => {
  // Act
  const { first } = await explained(whole, { principal: "arn:aws:iam::333333333333:role/Somebody" });

  // Assess
  expect(first).toMatchObject({
    decision: "denied",
    sides: [{ verdict: "not known" }, { verdict: "does not allow" }],
  });
  expect(first).not.toHaveProperty("expected");
});

test("what depends on policies that are not known is not known", async () => {
  // Act
  const { decision, first } = await explained(whole, {
    principal: "arn:aws:iam::111111111111:role/Somebody",
    action: "dynamodb:GetItem",
    resource: "changes.table",
  });

  // Assess
  expect(decision).toBe("unknown");
  expect(first.remedies).toEqual([
    "It depends on the caller's own policies, which the stacks do not hold.",
    "To read them where they are deployed, add --deployed: npm run explain -- --environment test --deployed …",
  ]);
});

test("a session's ARN, as AWS's texts have it, means its role; a stream's real ARN means the table's stream", async () => {
  // Act
  const { first } = await explained(whole, {
    principal: "arn:aws:sts::222222222222:assumed-role/handler-role/awslambda_0_20260101",
    resource: STREAM.replace("2026-01-01", "2026-02-03"),
  });

  // Assess
  expect(first).toMatchObject({
    decision: "allowed",
    principal: { arn: HANDLER_ROLE },
    resource: { arn: STREAM },
  });
  expect(first.notes[0]).toBe(
    "The stacks do not know when the stream was made: the answer is about the table's stream, whenever that was.",
  );
});

test("all that is not understood is said at once, with the words that would be", async () => {
  // Act
  const failure = explained(whole, { principal: "handlr", action: "GetRecords", resource: "changes.streem" });

  // Assess
  await expect(failure).rejects.toThrow(ExplainError);
  await expect(failure).rejects.toThrow(
    /^The question is not clear:\n {2}"handlr" is neither a role's ARN nor a key of the environment file\. Did you mean handler\? .*\n {2}"changes\.streem" is neither an ARN that names an account nor a key of the environment file\. Did you mean changes\.stream\? .*\n {2}"GetRecords" is not an action\. Write service and action, such as dynamodb:GetRecords\.$/,
  );
});

test("an action that does not exist is an error, not a denial", async () => {
  // Act
  const failure = explained(whole, { action: "dynamodb:GetNothing" });

  // Assess
  await expect(failure).rejects.toThrow(/^dynamodb:GetNothing on .* cannot be judged: /);
});
