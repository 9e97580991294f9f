import { DynamoDBClient, GetResourcePolicyCommand } from "@aws-sdk/client-dynamodb";
import { DynamoDBStreamsClient, ListStreamsCommand } from "@aws-sdk/client-dynamodb-streams";
import { mockClient } from "aws-sdk-client-mock";
import type { AccountReader } from "../../../../access/deployed/account-reader";
import type { DeployedStack } from "../../../../access/deployed/inventory/deployed-stack";
import { Notes } from "../../../../access/deployed/inventory/notes";
import { oldStreamFindings } from "../../../../access/deployed/inventory/old-streams";

const dynamodb = mockClient(DynamoDBClient);
const streams = mockClient(DynamoDBStreamsClient);
const TABLE = "arn:aws:dynamodb:eu-central-1:111111111111:table/orders";
const STREAM = `${TABLE}/stream/2026-11-20T10:00:00.000`;
const OLD_STREAM = `${TABLE}/stream/2026-11-01T10:00:00.000`;
const ABSENT = Object.assign(new Error("none"), { name: "PolicyNotFoundException" });

/** A stack with a stream policy, whose table has had two streams. */
function stackWithStreams(): DeployedStack {
  dynamodb.reset();
  streams.reset();
  streams
    .on(ListStreamsCommand, { TableName: "orders" })
    .resolves({ Streams: [{ StreamArn: OLD_STREAM }, { StreamArn: STREAM }] });
  dynamodb.on(GetResourcePolicyCommand).rejects(ABSENT);
  const elements = { "aws_dynamodb_resource_policy.stream_policy": { resource_arn: STREAM, policy: [] } };
  return {
    inventory: { name: "source", elements, outputs: {}, provider: {}, state: {} },
    accountId: "111111111111",
    region: "eu-central-1",
    partition: "aws",
    reader: {
      dynamodb: new DynamoDBClient({ region: "eu-central-1" }),
      streams: new DynamoDBStreamsClient({ region: "eu-central-1" }),
    } as AccountReader,
    notes: new Notes(),
    resolve: (text) => text,
  };
}

test("an old stream without a policy is no finding", async () => {
  // Prepare
  const stack = stackWithStreams();

  // Act
  const findings = await oldStreamFindings(stack, {
    TableName: "orders",
    streamArn: STREAM,
    policy: undefined,
  });

  // Assess
  expect({ findings, notes: stack.notes.lines }).toEqual({ findings: [], notes: [] });
});

test.each([
  {
    name: "the stream of today has none: it is the stack's policy",
    policy: undefined,
    finding: `source aws_dynamodb_resource_policy.stream_policy resource_arn: ${STREAM} -> ${OLD_STREAM}`,
  },
  {
    name: "the stream of today has its own: no stack knows the other",
    policy: "{}",
    finding: `source aws_dynamodb_resource_policy resource_arn: nothing -> ${OLD_STREAM}`,
  },
])("an old stream with a policy: $name", async ({ policy, finding }) => {
  // Prepare
  const stack = stackWithStreams();
  dynamodb.on(GetResourcePolicyCommand, { ResourceArn: OLD_STREAM }).resolves({ Policy: "{}" });

  // Act
  const findings = await oldStreamFindings(stack, { TableName: "orders", streamArn: STREAM, policy });

  // Assess
  expect(findings.map(({ place, expected, found }) => `${place}: ${expected} -> ${found}`)).toEqual([
    finding,
  ]);
});

test("streams that must not be listed are noted, and count as unread", async () => {
  // Prepare
  const stack = stackWithStreams();
  streams
    .on(ListStreamsCommand)
    .rejects(Object.assign(new Error("not allowed"), { name: "AccessDeniedException" }));

  // Act
  const findings = await oldStreamFindings(stack, {
    TableName: "orders",
    streamArn: STREAM,
    policy: undefined,
  });

  // Assess
  const line = "streams of table orders cannot be read: AccessDeniedException: not allowed";
  expect({ findings, notes: stack.notes.lines, unread: stack.notes.unread }).toEqual({
    findings: [],
    notes: [line],
    unread: [line],
  });
});
