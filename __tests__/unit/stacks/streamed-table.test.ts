import { expression, resource, settingsOf, synthesize } from "../support/synthesize";
import { temporaryFolder } from "../support/temporary-folder";

const folder = temporaryFolder();
/** What keeps the stream; constructs/deployed-table.test.ts has it in full. */
const KEEPS_STREAM = { ignore_changes: ["stream_view_type"], postcondition: [expect.anything()] };
const tableOf = (edits: Record<string, unknown>) =>
  settingsOf(resource(synthesize(edits, folder), "source", "aws_dynamodb_table", "table"));

test("the defaults: on demand, recoverable, protected, the key AWS owns, both images", () => {
  // Prepare
  const edits = {};

  // Act
  const table = tableOf(edits);

  // Assess
  expect(table).toEqual({
    attribute: [{ name: "id", type: "S" }],
    billing_mode: "PAY_PER_REQUEST",
    deletion_protection_enabled: true,
    hash_key: "id",
    lifecycle: { prevent_destroy: true, ...KEEPS_STREAM },
    name: "Changes",
    point_in_time_recovery: { enabled: true },
    provider: "aws.account",
    server_side_encryption: { enabled: false },
    stream_enabled: true,
    stream_view_type: "NEW_AND_OLD_IMAGES",
  });
});

test("every setting of the file ends up in the table", () => {
  // Prepare
  const edits = {
    "sources.changes.sortKey": { name: "at", type: "N" },
    "sources.changes.billing": { mode: "PROVISIONED", readCapacity: 2, writeCapacity: 3 },
    "sources.changes.pointInTimeRecovery": { enabled: true, recoveryPeriodInDays: 7 },
    "sources.changes.deletionProtection": false,
    "sources.changes.unprotectedBecause": "the table is refilled every night",
    "sources.changes.encryption": { type: "customer-managed" },
    "sources.changes.streamViewType": "NEW_IMAGE",
  };

  // Act
  const table = tableOf(edits);

  // Assess
  expect(table).toEqual({
    attribute: [
      { name: "id", type: "S" },
      { name: "at", type: "N" },
    ],
    billing_mode: "PROVISIONED",
    deletion_protection_enabled: false,
    hash_key: "id",
    lifecycle: KEEPS_STREAM,
    name: "Changes",
    point_in_time_recovery: { enabled: true, recovery_period_in_days: 7 },
    provider: "aws.account",
    range_key: "at",
    read_capacity: 2,
    server_side_encryption: { enabled: true, kms_key_arn: expression("aws_kms_key.table_key.arn") },
    stream_enabled: true,
    stream_view_type: "NEW_IMAGE",
    write_capacity: 3,
  });
});

test("recovery that is off has no period", () => {
  // Prepare
  const edits = {
    "sources.changes.pointInTimeRecovery": { enabled: false },
    "sources.changes.unprotectedBecause": "the table is refilled every night",
  };

  // Act
  const table = tableOf(edits);

  // Assess
  expect(table.point_in_time_recovery).toEqual({ enabled: false });
});
