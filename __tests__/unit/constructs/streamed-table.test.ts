import { TerraformOutput } from "cdktf";
import { PlainTable } from "../../../constructs/plain-table";
import { StreamedTable } from "../../../constructs/streamed-table";
import { expression } from "../support/elements";
import { onlyElement, synthAlone } from "../support/synth-alone";

const KEY_ARN = "arn:aws:kms:eu-central-1:111111111111:key/0b1f5a3e-6f0d-4f0c-9d55-0f6f3a6f9c11";
/** What keeps the stream; deployed-table.test.ts has it in full. */
const KEEPS_STREAM = { ignore_changes: ["stream_view_type"], postcondition: [expect.anything()] };
const REQUIRED = { tableName: "Orders", partitionKey: { name: "orderId" } };

test("the defaults: on demand, recoverable, protected, a key that AWS owns, both images", () => {
  // Act
  const json = synthAlone((scope) => new StreamedTable(scope, "table", REQUIRED));

  // Assess
  expect(onlyElement(json, "aws_dynamodb_table")).toEqual({
    attribute: [{ name: "orderId", type: "S" }],
    billing_mode: "PAY_PER_REQUEST",
    deletion_protection_enabled: true,
    hash_key: "orderId",
    lifecycle: { prevent_destroy: true, ...KEEPS_STREAM },
    name: "Orders",
    point_in_time_recovery: { enabled: true },
    server_side_encryption: { enabled: false },
    stream_enabled: true,
    stream_view_type: "NEW_AND_OLD_IMAGES",
  });
});

test("every prop reaches the table", () => {
  // Act
  const json = synthAlone(
    (scope) =>
      new StreamedTable(scope, "table", {
        tableName: "Orders",
        partitionKey: { name: "customerId", type: "B" },
        sortKey: { name: "at", type: "N" },
        billing: { mode: "PROVISIONED", readCapacity: 2, writeCapacity: 3 },
        pointInTimeRecovery: { enabled: true, recoveryPeriodInDays: 7 },
        deletionProtection: false,
        keyArn: KEY_ARN,
        streamViewType: "KEYS_ONLY",
      }),
  );

  // Assess
  expect(onlyElement(json, "aws_dynamodb_table")).toEqual({
    attribute: [
      { name: "customerId", type: "B" },
      { name: "at", type: "N" },
    ],
    billing_mode: "PROVISIONED",
    deletion_protection_enabled: false,
    hash_key: "customerId",
    lifecycle: KEEPS_STREAM,
    name: "Orders",
    point_in_time_recovery: { enabled: true, recovery_period_in_days: 7 },
    range_key: "at",
    read_capacity: 2,
    server_side_encryption: { enabled: true, kms_key_arn: KEY_ARN },
    stream_enabled: true,
    stream_view_type: "KEYS_ONLY",
    write_capacity: 3,
  });
});

test("recovery that is off has no period, which DynamoDB would refuse", () => {
  // Prepare
  const pointInTimeRecovery = { enabled: false, recoveryPeriodInDays: 7 };

  // Act
  const json = synthAlone((scope) => new StreamedTable(scope, "table", { ...REQUIRED, pointInTimeRecovery }));

  // Assess
  expect(onlyElement(json, "aws_dynamodb_table").point_in_time_recovery).toEqual({ enabled: false });
});

test("indexes are in the order of their names, and each key attribute is declared once", () => {
  // Prepare
  const indexes = {
    globalSecondaryIndexes: {
      "by-total": { partitionKey: { name: "total", type: "N" }, projection: { type: "KEYS_ONLY" } },
      "by-status": {
        partitionKey: { name: "status" },
        sortKey: { name: "at", type: "N" },
        projection: { type: "INCLUDE", attributes: ["b", "a"] },
        readCapacity: 4,
        writeCapacity: 5,
      },
    },
    localSecondaryIndexes: { "local-status": { sortKey: { name: "status" } } },
  } as const;
  const keys = { ...REQUIRED, sortKey: { name: "at", type: "N" } } as const;

  // Act
  const json = synthAlone((scope) => new PlainTable(scope, "table", { ...keys, ...indexes }));

  // Assess
  expect(onlyElement(json, "aws_dynamodb_table")).toMatchObject({
    attribute: [
      { name: "orderId", type: "S" },
      { name: "at", type: "N" },
      { name: "status", type: "S" },
      { name: "total", type: "N" },
    ],
    global_secondary_index: [
      {
        name: "by-status",
        hash_key: "status",
        range_key: "at",
        projection_type: "INCLUDE",
        non_key_attributes: ["a", "b"],
        read_capacity: 4,
        write_capacity: 5,
      },
      { name: "by-total", hash_key: "total", projection_type: "KEYS_ONLY" },
    ],
    local_secondary_index: [{ name: "local-status", range_key: "status", projection_type: "ALL" }],
  });
});

test.each([
  [{ attribute: "expiresAt" }, true],
  [{ attribute: "expiresAt", enabled: false }, false],
])("a time to live names its attribute even where it is off: %j", (timeToLive, enabled) => {
  // Act
  const json = synthAlone((scope) => new PlainTable(scope, "table", { ...REQUIRED, timeToLive }));

  // Assess
  expect(onlyElement(json, "aws_dynamodb_table").ttl).toEqual({ attribute_name: "expiresAt", enabled });
});

test("a plain table has no stream", () => {
  // Act
  const json = synthAlone((scope) => new PlainTable(scope, "table", { ...REQUIRED, keyArn: KEY_ARN }));

  // Assess
  expect(onlyElement(json, "aws_dynamodb_table")).toEqual({
    attribute: [{ name: "orderId", type: "S" }],
    billing_mode: "PAY_PER_REQUEST",
    deletion_protection_enabled: true,
    hash_key: "orderId",
    lifecycle: { prevent_destroy: true },
    name: "Orders",
    point_in_time_recovery: { enabled: true },
    server_side_encryption: { enabled: true, kms_key_arn: KEY_ARN },
  });
});

test("other constructs refer to the tables by their attributes", () => {
  // Act
  const { output } = synthAlone((scope) => {
    const table = new StreamedTable(scope, "table", REQUIRED);
    const copy = new PlainTable(scope, "copy", REQUIRED);
    new TerraformOutput(scope, "all", {
      value: [table.tableName, table.tableArn, table.streamArn, copy.tableArn],
    });
  });

  // Assess
  expect(output?.all?.value).toEqual([
    expression("aws_dynamodb_table.table_this.name"),
    expression("aws_dynamodb_table.table_this.arn"),
    expression("aws_dynamodb_table.table_this.stream_arn"),
    expression("aws_dynamodb_table.copy_this.arn"),
  ]);
});

test("a table that is adopted is imported by its name, and others are not", () => {
  // Act
  const json = synthAlone((scope) => {
    new StreamedTable(scope, "table", { ...REQUIRED, adopt: true });
    new PlainTable(scope, "copy", { ...REQUIRED, tableName: "Copy", adopt: true });
    new PlainTable(scope, "other", { ...REQUIRED, adopt: false });
  });

  // Assess
  expect(json).toHaveProperty("import", [
    { id: "Orders", to: "aws_dynamodb_table.table_this" },
    { id: "Copy", to: "aws_dynamodb_table.copy_this" },
  ]);
});
