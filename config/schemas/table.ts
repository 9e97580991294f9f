import { z } from "zod";
import { RECOVERY_PERIOD_DAYS } from "../limits";
import { wholeNumber } from "./common";

const ATTRIBUTE_REMEDY = "Give the name of an attribute, 1 to 255 characters";
const KEY_ARN_REMEDY =
  "Give the ARN of a KMS key (arn:aws:kms:REGION:ACCOUNT:key/ID, not an alias), or leave the line out and the source stack creates one";

const keyAttribute = z.strictObject({
  name: z.string().min(1, ATTRIBUTE_REMEDY).max(255, ATTRIBUTE_REMEDY).describe("Name of the attribute."),
  type: z.enum(["S", "N", "B"]).default("S").describe("S string, N number, B binary."),
});

const CAPACITY_REMEDY = "Give a whole number, 1 or more";
const capacityUnits = z.number(CAPACITY_REMEDY).int(CAPACITY_REMEDY).min(1, CAPACITY_REMEDY);

const billing = z.discriminatedUnion("mode", [
  z.strictObject({ mode: z.literal("PAY_PER_REQUEST") }),
  z.strictObject({
    mode: z.literal("PROVISIONED"),
    readCapacity: capacityUnits.describe("Read capacity units."),
    writeCapacity: capacityUnits.describe("Write capacity units."),
  }),
]);

const pointInTimeRecovery = z.strictObject({
  enabled: z.boolean().default(true),
  recoveryPeriodInDays: wholeNumber(RECOVERY_PERIOD_DAYS)
    .optional()
    .describe("How far back, days; 35 if absent."),
});

const encryption = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("aws-owned") }),
  z.strictObject({
    type: z.literal("customer-managed"),
    keyArn: z
      .string()
      .regex(/^arn:aws[\w-]*:kms:[a-z0-9-]+:\d{12}:key\/.+$/, KEY_ARN_REMEDY)
      .optional()
      .describe("A key that exists; the source stack creates one if absent."),
  }),
]);

/** What every table has, with a stream or without. */
export const tableFields = {
  tableName: z
    .string()
    .regex(/^[a-zA-Z0-9_.-]{3,255}$/, "Give 3 to 255 letters, digits, underscores, hyphens and dots")
    .describe("Name of the table."),
  partitionKey: keyAttribute.describe("The table's partition key."),
  sortKey: keyAttribute.optional().describe("The table's sort key, if it has one."),
  billing: billing.default({ mode: "PAY_PER_REQUEST" }).describe("How the table's capacity is paid for."),
  pointInTimeRecovery: pointInTimeRecovery
    .default({ enabled: true })
    .describe("Continuous backups of the table."),
  deletionProtection: z
    .boolean()
    .default(true)
    .describe("Refuse to delete the table until this is turned off."),
  unprotectedBecause: z
    .string()
    .min(10, "Give the reason in words, 10 characters or more, or leave the line out")
    .optional()
    .describe(
      "Why the table goes without deletion protection or point-in-time recovery. Outside a sandbox, switching either off takes a reason.",
    ),
  encryption: encryption
    .default({ type: "aws-owned" })
    .describe("Encryption at rest. An AWS-managed key (alias/aws/dynamodb) cannot be used across accounts."),
};

/** A table without a stream. */
export const table = z
  .strictObject(tableFields)
  .describe("A table without a stream, for access roles to read.");
