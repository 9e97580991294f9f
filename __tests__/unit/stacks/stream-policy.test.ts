import { sampleConsumer } from "../config/sample";
import { expression, policyOf, resource, synthesize } from "../support/synthesize";
import { temporaryFolder } from "../support/temporary-folder";

const folder = temporaryFolder();
const STREAM = expression("aws_dynamodb_table.table.stream_arn");
const ACTIONS = ["dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator"];

test("a reader is named by its account, narrowed to its role", () => {
  // Prepare
  const edits = {};

  // Act
  const element = resource(
    synthesize(edits, folder),
    "source",
    "aws_dynamodb_resource_policy",
    "stream_policy",
  );

  // Assess
  expect(element.resource_arn).toBe(STREAM);
  expect(policyOf(element)).toEqual({
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "HandlerReads",
        Effect: "Allow",
        Principal: { AWS: "arn:aws:iam::222222222222:root" },
        Condition: { ArnEquals: { "aws:PrincipalArn": "arn:aws:iam::222222222222:role/handler-role" } },
        Action: ACTIONS,
        Resource: STREAM,
      },
    ],
  });
});

test("a role that is none of the file is named like a consumer's, and may decrypt with the stack's key", () => {
  // Prepare
  const exporter = "arn:aws:iam::222222222222:role/glue/Exporter_1";
  const edits = {
    "sources.changes.encryption": { type: "customer-managed" },
    "sources.changes.readers": [{ role: exporter }, { consumer: "handler" }],
  };

  // Act
  const json = synthesize(edits, folder);
  const stream = policyOf(resource(json, "source", "aws_dynamodb_resource_policy", "stream_policy"));
  const key = policyOf(resource(json, "source", "aws_kms_key", "table_key"));

  // Assess
  const allowed = {
    Effect: "Allow",
    Principal: { AWS: "arn:aws:iam::222222222222:root" },
    Condition: { ArnEquals: { "aws:PrincipalArn": exporter } },
  };
  expect(stream).toMatchObject({
    Statement: [
      { Sid: "HandlerReads" },
      { ...allowed, Sid: "Role222222222222GlueExporter1Reads", Action: ACTIONS, Resource: STREAM },
    ],
  });
  expect(key).toMatchObject({
    Statement: [
      { Sid: "AccountAdministers" },
      { Sid: "HandlerDecrypts" },
      {
        ...allowed,
        Sid: "Role222222222222GlueExporter1Decrypts",
        Action: ["kms:Decrypt", "kms:DescribeKey"],
        Resource: "*",
      },
    ],
  });
});

test("a reader with the grant role-arn is the principal itself", () => {
  // Prepare
  const edits = { "sources.changes.readers": [{ consumer: "handler", grant: "role-arn" }] };

  // Act
  const element = resource(
    synthesize(edits, folder),
    "source",
    "aws_dynamodb_resource_policy",
    "stream_policy",
  );

  // Assess
  expect(policyOf(element)).toEqual({
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "HandlerReads",
        Effect: "Allow",
        Principal: { AWS: "arn:aws:iam::222222222222:role/handler-role" },
        Action: ACTIONS,
        Resource: STREAM,
      },
    ],
  });
});

test("the order of the readers in the file does not matter", () => {
  // Prepare
  const consumers = {
    "consumers.audit-log": sampleConsumer("audit-log"),
    "consumers.handler": sampleConsumer(),
  };
  const forth = [{ consumer: "audit-log" }, { consumer: "handler" }];

  // Act
  const [one, other] = [forth, forth.toReversed()].map((readers) =>
    synthesize({ ...consumers, "sources.changes.readers": readers }, folder),
  );

  // Assess
  expect(one?.texts.source).toBe(other?.texts.source);
  expect(one?.texts.source).toMatch(/AuditLogReads.*HandlerReads/);
});

test("a stream without readers has no policy", () => {
  // Prepare
  const edits = {
    "sources.unread": { account: "source", tableName: "Unread", partitionKey: { name: "id" }, readers: [] },
  };

  // Act
  const { stacks } = synthesize(edits, folder);

  // Assess
  expect(Object.keys(stacks["source-unread"]?.resource ?? {})).toEqual([
    "aws_dynamodb_table",
    "terraform_data",
  ]);
  expect(Object.keys(stacks.source?.resource ?? {})).toEqual([
    "aws_dynamodb_resource_policy",
    "aws_dynamodb_table",
    "terraform_data",
  ]);
});
