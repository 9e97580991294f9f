import {
  DescribeContinuousBackupsCommand,
  DescribeKinesisStreamingDestinationCommand,
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
  DynamoDBClient,
  GetResourcePolicyCommand,
  type TimeToLiveDescription,
} from "@aws-sdk/client-dynamodb";
import { mockClient } from "aws-sdk-client-mock";
import type { AccountReader } from "../../../../access/deployed/account-reader";
import type { DeployedStack } from "../../../../access/deployed/inventory/deployed-stack";
import { Notes } from "../../../../access/deployed/inventory/notes";
import { tableFindings } from "../../../../access/deployed/inventory/tables";

const dynamodb = mockClient(DynamoDBClient);
const EXPIRES = { attribute_name: "expiresAt", enabled: true };
const OFF = { attribute_name: "expiresAt", enabled: false };

/** A stack with one table that is as the file implies but for its time to live. */
function stackWithTable(ttl: object | undefined, found: TimeToLiveDescription): DeployedStack {
  dynamodb.reset();
  dynamodb.on(DescribeTableCommand).resolves({
    Table: { TableName: "Orders", TableArn: "arn:aws:dynamodb:eu-central-1:111111111111:table/Orders" },
  });
  dynamodb.on(DescribeContinuousBackupsCommand).resolves({});
  dynamodb.on(DescribeKinesisStreamingDestinationCommand).resolves({});
  dynamodb.on(GetResourcePolicyCommand).resolves({});
  dynamodb.on(DescribeTimeToLiveCommand).resolves({ TimeToLiveDescription: found });
  const table = {
    name: "Orders",
    deletion_protection_enabled: false,
    server_side_encryption: { enabled: false },
    ...(ttl && { ttl }),
  };
  return {
    inventory: {
      name: "source",
      elements: { "aws_dynamodb_table.table": table },
      outputs: {},
      provider: {},
      state: {},
    },
    accountId: "111111111111",
    region: "eu-central-1",
    partition: "aws",
    reader: { dynamodb: new DynamoDBClient({ region: "eu-central-1" }) } as AccountReader,
    notes: new Notes(),
    resolve: (text) => text,
  };
}

test.each<{ name: string; ttl?: object; found: TimeToLiveDescription }>([
  { name: "none", found: { TimeToLiveStatus: "DISABLED" } },
  {
    name: "the same attribute",
    ttl: EXPIRES,
    found: { TimeToLiveStatus: "ENABLED", AttributeName: "expiresAt" },
  },
  { name: "on its way", ttl: EXPIRES, found: { TimeToLiveStatus: "ENABLING", AttributeName: "expiresAt" } },
  { name: "off, and its attribute forgotten", ttl: OFF, found: { TimeToLiveStatus: "DISABLED" } },
])("a time to live as the file implies it is no finding: $name", async ({ ttl, found }) => {
  // Prepare
  const stack = stackWithTable(ttl, found);

  // Act
  const findings = await tableFindings(stack);

  // Assess
  expect({ findings, notes: stack.notes.lines }).toEqual({ findings: [], notes: [] });
});

test.each<{ name: string; ttl?: object; found: TimeToLiveDescription; places: string[] }>([
  {
    name: "another attribute",
    ttl: EXPIRES,
    found: { TimeToLiveStatus: "ENABLED", AttributeName: "at" },
    places: ["source aws_dynamodb_table.table ttl.attribute_name"],
  },
  {
    name: "turned off",
    ttl: EXPIRES,
    found: { TimeToLiveStatus: "DISABLED" },
    places: ["source aws_dynamodb_table.table ttl.enabled"],
  },
  {
    name: "turned on by hand",
    found: { TimeToLiveStatus: "ENABLED", AttributeName: "at" },
    places: ["source aws_dynamodb_table.table ttl"],
  },
])("a time to live that the file does not imply is found: $name", async ({ ttl, found, places }) => {
  // Prepare
  const stack = stackWithTable(ttl, found);

  // Act
  const findings = await tableFindings(stack);

  // Assess
  expect(findings.map(({ place }) => place)).toEqual(places);
});
