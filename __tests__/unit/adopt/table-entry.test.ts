import type { TableDescription } from "@aws-sdk/client-dynamodb";
import { entryText } from "../../../adopt/entry-text";
import type { FoundTable } from "../../../adopt/found-table";
import { tableEntry } from "../../../adopt/table-entry";
import { source } from "../../../config/schemas/source";

const KEY_ARN = "arn:aws:kms:eu-central-1:111111111111:key/0b1f5a3e-6f0d-4f0c-9d55-0f6f3a6f9c11";

/** A protected table with a stream, and differences. */
function found(differences: Partial<TableDescription> = {}, others: Partial<FoundTable> = {}): FoundTable {
  return {
    table: {
      TableName: "Legacy",
      TableStatus: "ACTIVE",
      KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
      AttributeDefinitions: [
        { AttributeName: "id", AttributeType: "S" },
        { AttributeName: "status", AttributeType: "N" },
      ],
      BillingModeSummary: { BillingMode: "PAY_PER_REQUEST" },
      DeletionProtectionEnabled: true,
      StreamSpecification: { StreamEnabled: true, StreamViewType: "NEW_IMAGE" },
      ...differences,
    },
    timeToLive: { TimeToLiveStatus: "DISABLED" },
    recovery: { PointInTimeRecoveryStatus: "ENABLED", RecoveryPeriodInDays: 35 },
    ...others,
  };
}

test("a table with nothing special needs no notes, and its entry fits the schema", () => {
  // Prepare
  const table = found();

  // Act
  const { entry, notes } = tableEntry(table, "orders");

  // Assess
  expect(notes).toEqual([]);
  expect(entry).toEqual({
    account: "orders",
    tableName: "Legacy",
    adopt: true,
    partitionKey: { name: "id", type: "S" },
    billing: { mode: "PAY_PER_REQUEST" },
    pointInTimeRecovery: { enabled: true },
    deletionProtection: true,
    encryption: { type: "aws-owned" },
    streamViewType: "NEW_IMAGE",
    readers: [],
  });
  expect(source.safeParse(entry).success).toBe(true);
});

test("capacity, a period of recovery, a key, a time to live and indexes are in the entry", () => {
  // Prepare
  const index = (IndexName: string) => ({
    IndexName,
    KeySchema: [{ AttributeName: "status", KeyType: "HASH" as const }],
    Projection: { ProjectionType: "INCLUDE" as const, NonKeyAttributes: ["b", "a"] },
    ProvisionedThroughput: { ReadCapacityUnits: 3, WriteCapacityUnits: 4 },
  });
  const table = found(
    {
      BillingModeSummary: undefined,
      ProvisionedThroughput: { ReadCapacityUnits: 1, WriteCapacityUnits: 2 },
      SSEDescription: { Status: "ENABLED", SSEType: "KMS", KMSMasterKeyArn: KEY_ARN },
      GlobalSecondaryIndexes: [index("second"), index("first")],
    },
    {
      timeToLive: { TimeToLiveStatus: "ENABLED", AttributeName: "expiresAt" },
      recovery: { PointInTimeRecoveryStatus: "ENABLED", RecoveryPeriodInDays: 7 },
    },
  );

  // Act
  const { entry, notes } = tableEntry(table, "orders");

  // Assess
  const indexEntry = {
    partitionKey: { name: "status", type: "N" },
    projection: { type: "INCLUDE", attributes: ["a", "b"] },
    readCapacity: 3,
    writeCapacity: 4,
  };
  expect(entry).toMatchObject({
    billing: { mode: "PROVISIONED", readCapacity: 1, writeCapacity: 2 },
    pointInTimeRecovery: { enabled: true, recoveryPeriodInDays: 7 },
    encryption: { type: "customer-managed", keyArn: KEY_ARN },
    timeToLive: { attribute: "expiresAt" },
    globalSecondaryIndexes: { first: indexEntry, second: indexEntry },
  });
  expect(Object.keys(entry.globalSecondaryIndexes as object)).toEqual(["first", "second"]);
  expect(notes).toEqual([
    expect.stringContaining("alias/aws/dynamodb"),
    expect.stringContaining("The capacity is what the table has now."),
  ]);
  expect(source.safeParse(entry).success).toBe(true);
});

test("without stream and protection the entry says so, and leaves the reasons to people", () => {
  // Prepare
  const table = found(
    { StreamSpecification: undefined, DeletionProtectionEnabled: false },
    { recovery: { PointInTimeRecoveryStatus: "DISABLED" } },
  );

  // Act
  const { entry, notes } = tableEntry(table, "orders");

  // Assess
  expect(entry).toMatchObject({
    pointInTimeRecovery: { enabled: false },
    deletionProtection: false,
    unprotectedBecause: "It was like this when it was adopted; nobody has decided yet",
  });
  expect(entry).not.toHaveProperty("streamViewType");
  expect(notes).toEqual([
    "The table has no stream: the first deployment switches one on.",
    "The table is not protected against deletion and loss: decide whether it should be.",
  ]);
});

test.each<[string, Partial<TableDescription>, string]>([
  ["is being changed", { TableStatus: "UPDATING" }, "it is UPDATING"],
  [
    "is of another class",
    { TableClassSummary: { TableClass: "STANDARD_INFREQUENT_ACCESS" } },
    "its class is STANDARD_INFREQUENT_ACCESS",
  ],
  ["has replicas", { Replicas: [{ RegionName: "eu-west-1" }] }, "it is a global table with replicas"],
  [
    "has a maximum of on-demand capacity",
    { OnDemandThroughput: { MaxReadRequestUnits: 10 } },
    "its on-demand capacity has a maximum",
  ],
  ["gets another key", { SSEDescription: { Status: "UPDATING" } }, "its encryption is UPDATING"],
])("a table that %s cannot be described, and all reasons come at once", (_, differences, cause) => {
  // Prepare
  const table = found({ ...differences, Replicas: differences.Replicas ?? [{ RegionName: "eu-west-3" }] });

  // Act
  const act = () => tableEntry(table, "orders");

  // Assess
  expect(act).toThrow(cause);
  expect(act).toThrow("it is a global table with replicas");
});

test("notes are comments above the entry", () => {
  // Prepare
  const entry = { entry: { account: "orders" }, notes: ["Look at this.", "And at that."] };

  // Act
  const text = entryText("legacy", entry);

  // Assess
  expect(text).toBe("# Look at this.\n# And at that.\nsources:\n  legacy:\n    account: orders\n");
});
