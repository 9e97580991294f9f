import {
  DescribeTableCommand,
  DynamoDBClient,
  GetResourcePolicyCommand,
  type TableDescription,
} from "@aws-sdk/client-dynamodb";
import { DynamoDBStreamsClient, ListStreamsCommand } from "@aws-sdk/client-dynamodb-streams";
import { mockClient } from "aws-sdk-client-mock";
import type { AccountReader } from "../../../../access/deployed/account-reader";
import type { DeployedStack } from "../../../../access/deployed/inventory/deployed-stack";
import { existingTableFindings } from "../../../../access/deployed/inventory/existing-tables";
import { Notes } from "../../../../access/deployed/inventory/notes";
import { referencesOf } from "../../../../access/deployed/inventory/references";
import type { Settings } from "../../../../access/inventory/stack-inventory";
import type { SourceConfig } from "../../../../config/schema";
import { expression } from "../../support/elements";

const dynamodb = mockClient(DynamoDBClient);
const streams = mockClient(DynamoDBStreamsClient);
const TABLE = "arn:aws:dynamodb:eu-central-1:111111111111:table/Orders";
const STREAM = `${TABLE}/stream/2026-01-31T12:00:00.000`;
const STATEMENT = { Effect: "Allow", Action: "dynamodb:GetRecords", Resource: STREAM } as const;
const POLICY = JSON.stringify({ Version: "2012-10-17", Statement: [STATEMENT] });

/** The table as the file says. */
const DESCRIBED: TableDescription = {
  LatestStreamArn: STREAM,
  StreamSpecification: { StreamEnabled: true, StreamViewType: "NEW_AND_OLD_IMAGES" },
  KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
  AttributeDefinitions: [
    { AttributeName: "id", AttributeType: "S" },
    { AttributeName: "at", AttributeType: "N" },
  ],
};
const KEY = "arn:aws:kms:eu-central-1:111111111111:key/k-1";

beforeEach(() => {
  dynamodb.reset();
  streams.reset();
  streams.on(ListStreamsCommand).resolves({ Streams: [{ StreamArn: STREAM }] });
  dynamodb.on(GetResourcePolicyCommand).resolves({ Policy: POLICY });
  dynamodb.on(DescribeTableCommand).resolves({ Table: DESCRIBED });
});

/** What the file says of the table. */
const SOURCE = {
  streamViewType: "NEW_AND_OLD_IMAGES",
  partitionKey: { name: "id", type: "S" },
  encryption: { type: "aws-owned" },
} as SourceConfig;

/** A stack that looks a table up. */
function stackOf(more: Record<string, Settings> = {}): DeployedStack {
  return {
    inventory: {
      name: "source",
      elements: {
        "data.aws_dynamodb_table.table": { name: "Orders", lifecycle: {} },
        "aws_dynamodb_resource_policy.stream_policy": { resource_arn: STREAM, policy: [STATEMENT] },
        ...more,
      },
      outputs: {},
      provider: {},
      state: {},
    },
    accountId: "111111111111",
    region: "eu-central-1",
    partition: "aws",
    reader: {
      dynamodb: new DynamoDBClient({ region: "eu-central-1" }),
      streams: new DynamoDBStreamsClient({ region: "eu-central-1" }),
    } as AccountReader,
    notes: new Notes(),
    existingTable: SOURCE,
    resolve: (text) => text,
  };
}

async function placesIn(stack: DeployedStack): Promise<string[]> {
  const findings = await existingTableFindings(stack);
  return findings.map(({ place, expected, found }) => `${place}: ${expected} -> ${found}`);
}

test("a table whose stream has the policy of the file is no finding, whatever else its owner did to it", async () => {
  // Act
  const found = await placesIn(stackOf());

  // Assess
  expect(found).toEqual([]);
});

test("a stream without its policy, one that is off, and a table that is gone are found", async () => {
  // Act
  dynamodb.on(GetResourcePolicyCommand).resolves({});
  const noPolicy = await placesIn(stackOf());
  dynamodb.on(GetResourcePolicyCommand).resolves({ Policy: POLICY });
  dynamodb.on(DescribeTableCommand).resolves({ Table: { ...DESCRIBED, StreamSpecification: undefined } });
  const off = await placesIn(stackOf());
  dynamodb
    .on(DescribeTableCommand)
    .rejects(Object.assign(new Error("gone"), { name: "ResourceNotFoundException" }));
  const gone = await placesIn(stackOf());

  // Assess
  expect(noPolicy).toEqual([
    expect.stringMatching(/^source aws_dynamodb_resource_policy\.stream_policy policy.* -> nothing$/),
  ]);
  expect(off).toEqual(["source data.aws_dynamodb_table.table stream_enabled: true -> nothing"]);
  expect(gone).toEqual([
    'source data.aws_dynamodb_table.table: {"name":"Orders"} -> nothing that is deployed',
  ]);
});

test("a view type, keys and encryption that a plan stops at are found, one each", async () => {
  // Prepare
  dynamodb.on(DescribeTableCommand).resolves({
    Table: {
      ...DESCRIBED,
      StreamSpecification: { StreamEnabled: true, StreamViewType: "NEW_IMAGE" },
      KeySchema: [
        { AttributeName: "id", KeyType: "HASH" },
        { AttributeName: "at", KeyType: "RANGE" },
      ],
      AttributeDefinitions: [
        { AttributeName: "id", AttributeType: "N" },
        { AttributeName: "at", AttributeType: "N" },
      ],
      SSEDescription: { Status: "ENABLED", SSEType: "KMS", KMSMasterKeyArn: KEY },
    },
  });
  const encryption = { type: "customer-managed", keyArn: KEY } as const;
  const sortKey = { name: "at", type: "N" } as const;
  const partitionKey = { name: "id", type: "N" } as const;
  const asItIs = { ...SOURCE, streamViewType: "NEW_IMAGE", encryption, sortKey, partitionKey } as const;

  // Act
  const found = await placesIn(stackOf());
  const written = await placesIn({ ...stackOf(), existingTable: asItIs });

  // Assess
  const table = "source data.aws_dynamodb_table.table";
  expect(found).toEqual([
    `${table} stream_view_type: NEW_AND_OLD_IMAGES -> NEW_IMAGE`,
    `${table} hash_key: id (S) -> id (N)`,
    `${table} range_key: nothing -> at (N)`,
    `${table} server_side_encryption.enabled: false -> true`,
    `${table} server_side_encryption.kms_key_arn: nothing -> ${KEY}`,
  ]);
  expect(written).toEqual([]);
});

test("of the stream of a table that is gone, only the label is unknown", async () => {
  // Prepare
  const gone = Object.assign(new Error("gone"), { name: "ResourceNotFoundException" });
  dynamodb.on(DescribeTableCommand).rejects(gone);

  // Act
  const references = await referencesOf(stackOf());

  // Assess
  const label = expression("label of the stream of Orders");
  expect(references.get("data.aws_dynamodb_table.table.stream_arn")).toBe(`${TABLE}/stream/${label}`);
});

test("references to the table are what is there; a table of the stack that is read again is none of them", async () => {
  // Prepare
  const own = {
    "aws_dynamodb_table.more": { name: "More" },
    "data.aws_dynamodb_table.more_deployed": {
      name: expression("terraform_data.more_deployed_name.output.value"),
    },
  };

  // Act
  const references = await referencesOf(stackOf(own));

  // Assess
  expect([...references].filter(([reference]) => reference.startsWith("data."))).toEqual([
    ["data.aws_dynamodb_table.table.name", "Orders"],
    ["data.aws_dynamodb_table.table.arn", TABLE],
    ["data.aws_dynamodb_table.table.stream_arn", STREAM],
  ]);
});
