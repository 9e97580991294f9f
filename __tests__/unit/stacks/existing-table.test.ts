import type { Content } from "../config/sample";
import { expression, resource, synthesize } from "../support/synthesize";
import { temporaryFolder } from "../support/temporary-folder";

const folder = temporaryFolder();
const KEY = "arn:aws:kms:eu-central-1:111111111111:key/k-1";
const STREAM = expression("data.aws_dynamodb_table.table.stream_arn");

function sourceOf(edits: Content = {}) {
  const synthesized = synthesize({ "sources.changes.existing": true, ...edits }, folder);
  return { synthesized, source: synthesized.stacks.source };
}

/** Conditions of a data source, with what a plan says if they do not hold. */
function conditionsOf(element: unknown): { condition: string; error_message: string }[] {
  const { lifecycle } = element as { lifecycle: { postcondition: [] } };
  return lifecycle.postcondition;
}

test("the stack looks the table up, and adds nothing but the stream's policy", () => {
  // Act
  const { synthesized, source } = sourceOf();

  // Assess
  expect(Object.keys(source?.resource ?? {})).toEqual(["aws_dynamodb_resource_policy"]);
  expect(Object.keys(source?.data ?? {})).toEqual(["aws_dynamodb_table"]);
  expect(source?.data?.aws_dynamodb_table?.table).toMatchObject({ name: "Changes", provider: "aws.account" });
  const policy = resource(synthesized, "source", "aws_dynamodb_resource_policy", "stream_policy");
  expect(policy.resource_arn).toBe(STREAM);
  expect(
    Object.fromEntries(Object.entries(source?.output ?? {}).map(([name, { value }]) => [name, value])),
  ).toEqual({
    table_name: expression("data.aws_dynamodb_table.table.name"),
    table_arn: expression("data.aws_dynamodb_table.table.arn"),
    stream_arn: STREAM,
  });
});

test("access roles, further tables and the key's ARN are as with a table of the stack", () => {
  // Act
  const { source } = sourceOf({
    "sources.changes.encryption": { type: "customer-managed", keyArn: KEY },
    "sources.changes.tables": { more: { tableName: "More", partitionKey: { name: "id" } } },
    "sources.changes.accessRoles": {
      reader: {
        roleName: "reader",
        allow: [{ actions: ["dynamodb:Query"], table: "changes" }],
        trusted: [{ consumer: "handler", function: "stream-handler" }],
      },
    },
  });

  // Assess
  expect(Object.keys(source?.resource.aws_dynamodb_table ?? {})).toEqual(["table_more"]);
  expect(source?.resource.aws_kms_key).toBeUndefined();
  expect(source?.output.key_arn?.value).toBe(KEY);
  expect(
    JSON.parse(String(source?.resource.aws_iam_role_policy?.access_role_reader_policy?.policy)).Statement,
  ).toEqual([
    expect.objectContaining({
      Action: ["dynamodb:Query"],
      Resource: expression("data.aws_dynamodb_table.table.arn"),
    }),
    expect.objectContaining({ Action: "kms:Decrypt", Resource: [KEY] }),
  ]);
});

test("what the stack made of such a table before is forgotten, not destroyed; a table of its own is not", () => {
  // Act
  const { source } = sourceOf();
  const made = synthesize({}, folder).stacks.source as object;

  // Assess
  const lifecycle = { destroy: false };
  expect((source as { removed?: unknown }).removed).toEqual([
    { from: "aws_dynamodb_table.table", lifecycle },
    { from: "aws_kms_key.table_key", lifecycle },
    { from: "aws_kms_alias.table_key_alias", lifecycle },
  ]);
  expect(source?.terraform).toMatchObject({ required_version: ">= 1.7.0" });
  expect(made).not.toHaveProperty("removed");
  expect(made).toMatchObject({ terraform: { required_version: ">= 1.5.0" } });
});

test("lock files need a newer Terraform than forgetting does", () => {
  // Act
  const { source } = sourceOf({ backend: { type: "s3", bucket: "states", keyPrefix: "a" } });

  // Assess
  expect(source?.terraform).toMatchObject({ required_version: ">= 1.10.0" });
});

test("a plan compares stream, key and encryption with the file", () => {
  // Act
  const { source } = sourceOf({ "sources.changes.streamViewType": "NEW_IMAGE" });

  // Assess
  const conditions = conditionsOf(source?.data?.aws_dynamodb_table?.table).map(({ condition }) => condition);
  expect(conditions).toEqual([
    expression("self.stream_enabled"),
    expression('!self.stream_enabled || self.stream_view_type == "NEW_IMAGE"'),
    expression(
      'try(self.hash_key == "id", false) && anytrue([for one in self.attribute : one.name == "id" && one.type == "S"])',
    ),
    expression("!(try(length(self.range_key), 0) > 0)"),
    expression("alltrue([for one in self.server_side_encryption : !one.enabled])"),
  ]);
});

test("names of key attributes are texts in the conditions, whatever they hold", () => {
  // Prepare
  const name = `a"b\\b\${c}`;

  // Act
  const { source } = sourceOf({ "sources.changes.partitionKey": { name, type: "N" } });

  // Assess
  const text = '"a\\"b\\\\b$${c}"';
  expect(conditionsOf(source?.data?.aws_dynamodb_table?.table)[2]?.condition).toBe(
    expression(
      `try(self.hash_key == ${text}, false) && anytrue([for one in self.attribute : one.name == ${text} && one.type == "N"])`,
    ),
  );
});

test("a key that is named is looked up: one that AWS manages admits no other account", () => {
  // Act
  const { source } = sourceOf({
    "sources.changes.encryption": { type: "customer-managed", keyArn: KEY },
  });

  // Assess
  const key = source?.data?.aws_kms_key?.table_key;
  expect(key).toMatchObject({ key_id: KEY, provider: "aws.account" });
  expect(conditionsOf(key)).toEqual([
    {
      condition: expression('self.key_manager == "CUSTOMER"'),
      error_message: `sources.changes.encryption.keyArn: ${KEY} is the AWS-managed key (alias/aws/dynamodb), which no other account can use. Ask the owner of Changes to give the table a key that AWS owns or a customer-managed one, and write that here.`,
    },
  ]);
  expect(conditionsOf(source?.data?.aws_dynamodb_table?.table)[4]?.condition).toBe(
    expression(
      `anytrue([for one in self.server_side_encryption : one.enabled && one.kms_key_arn == "${KEY}"])`,
    ),
  );
});
