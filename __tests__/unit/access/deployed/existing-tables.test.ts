import { DescribeTableCommand, DynamoDBClient, GetResourcePolicyCommand } from "@aws-sdk/client-dynamodb";
import { DynamoDBStreamsClient, ListStreamsCommand } from "@aws-sdk/client-dynamodb-streams";
import { mockClient } from "aws-sdk-client-mock";
import type { AccountReader } from "../../../../access/deployed/account-reader";
import type { DeployedStack } from "../../../../access/deployed/inventory/deployed-stack";
import { existingTableFindings } from "../../../../access/deployed/inventory/existing-tables";
import { Notes } from "../../../../access/deployed/inventory/notes";
import { referencesOf } from "../../../../access/deployed/inventory/references";
import type { Settings } from "../../../../access/inventory/stack-inventory";
import { expression } from "../../support/elements";

const dynamodb = mockClient(DynamoDBClient);
const streams = mockClient(DynamoDBStreamsClient);
const TABLE = "arn:aws:dynamodb:eu-central-1:111111111111:table/Orders";
const STREAM = `${TABLE}/stream/2026-01-31T12:00:00.000`;
const STATEMENT = { Effect: "Allow", Action: "dynamodb:GetRecords", Resource: STREAM } as const;
const POLICY = JSON.stringify({ Version: "2012-10-17", Statement: [STATEMENT] });

beforeEach(() => {
  dynamodb.reset();
  streams.reset();
  streams.on(ListStreamsCommand).resolves({ Streams: [{ StreamArn: STREAM }] });
  dynamodb.on(GetResourcePolicyCommand).resolves({ Policy: POLICY });
  dynamodb.on(DescribeTableCommand).resolves({
    Table: { LatestStreamArn: STREAM, StreamSpecification: { StreamEnabled: true } },
  });
});

/** A stack that looks a table up. */
function stackOf(more: Record<string, Settings> = {}): DeployedStack {
  return {
    inventory: {
      name: "source",
      elements: {
        "data.aws_dynamodb_table.table": { name: "Orders" },
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
  dynamodb.on(DescribeTableCommand).resolves({ Table: { LatestStreamArn: STREAM } });
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
