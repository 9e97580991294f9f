import { AdoptError } from "./adopt-error";
import type { FoundTable } from "./found-table";
import { indexEntries, keysOf } from "./index-entries";
import { notDescribed } from "./not-described";

/** The entry of a table in an environment file, and what its owner should know. */
export interface TableEntry {
  /** What `sources` gets under a key of the user's choice. */
  readonly entry: Readonly<Record<string, unknown>>;
  /** Sentences. */
  readonly notes: readonly string[];
}

/** How far back a table can be restored if nobody says otherwise, days. */
const DEFAULT_RECOVERY_DAYS = 35;

/**
 * What an environment file says of a table as it is deployed, so that a deployment changes nothing but its tags.
 * @param account key of the table's account in the file
 * @throws AdoptError if the file cannot say all of it
 */
export function tableEntry(found: FoundTable, account: string): TableEntry {
  const problems = notDescribed(found);
  if (problems.length > 0) throw new AdoptError(problems);
  const { table, timeToLive } = found;
  const stream = table.StreamSpecification;
  const entry = {
    account,
    tableName: table.TableName,
    adopt: true,
    ...keysOf(table.KeySchema, table.AttributeDefinitions),
    ...indexEntries(table),
    ...(["ENABLED", "ENABLING"].includes(timeToLive.TimeToLiveStatus ?? "") && {
      timeToLive: { attribute: timeToLive.AttributeName },
    }),
    billing: billingOf(found),
    ...protectionOf(found),
    encryption: encryptionOf(found),
    ...(stream?.StreamEnabled && { streamViewType: stream.StreamViewType }),
    readers: [],
  };
  return { entry, notes: notesOf(found) };
}

function billingOf({ table }: FoundTable): object {
  const { ReadCapacityUnits, WriteCapacityUnits } = table.ProvisionedThroughput ?? {};
  if (table.BillingModeSummary?.BillingMode === "PAY_PER_REQUEST") return { mode: "PAY_PER_REQUEST" };
  return { mode: "PROVISIONED", readCapacity: ReadCapacityUnits, writeCapacity: WriteCapacityUnits };
}

function protectionOf({ table, recovery }: FoundTable): object {
  const enabled = recovery.PointInTimeRecoveryStatus === "ENABLED";
  const days = recovery.RecoveryPeriodInDays ?? DEFAULT_RECOVERY_DAYS;
  const deletionProtection = table.DeletionProtectionEnabled ?? false;
  return {
    pointInTimeRecovery: {
      enabled,
      ...(enabled && days !== DEFAULT_RECOVERY_DAYS && { recoveryPeriodInDays: days }),
    },
    deletionProtection,
    ...(!(enabled && deletionProtection) && {
      unprotectedBecause: "It was like this when it was adopted; nobody has decided yet",
    }),
  };
}

function encryptionOf({ table }: FoundTable): object {
  const { Status, KMSMasterKeyArn } = table.SSEDescription ?? {};
  if (Status !== "ENABLED") return { type: "aws-owned" };
  return { type: "customer-managed", keyArn: KMSMasterKeyArn };
}

function notesOf({ table, recovery }: FoundTable): string[] {
  const isProtected = table.DeletionProtectionEnabled && recovery.PointInTimeRecoveryStatus === "ENABLED";
  return [
    ...(table.StreamSpecification?.StreamEnabled
      ? []
      : ["The table has no stream: the first deployment switches one on."]),
    ...(table.SSEDescription?.Status === "ENABLED"
      ? [
          "If the key is the one that AWS manages for DynamoDB (alias/aws/dynamodb), no other account can read the stream: give the table another key first. The policy of a key of your own must let the readers decrypt.",
        ]
      : []),
    ...(table.BillingModeSummary?.BillingMode === "PAY_PER_REQUEST"
      ? []
      : [
          "The capacity is what the table has now. If auto scaling changes it, every plan sets it back, because this command does not read auto scaling: describe it by hand in billing.autoscaling and delete the scaling policies that were made by hand, switch the table to on-demand capacity, or switch auto scaling off.",
        ]),
    ...(isProtected
      ? []
      : ["The table is not protected against deletion and loss: decide whether it should be."]),
  ];
}
