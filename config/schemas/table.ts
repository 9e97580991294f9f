import { z } from "zod";
import { RECOVERY_PERIOD_DAYS, TABLE_NAME, TIME_TO_LIVE_CHARACTERS } from "../limits";
import { about } from "./about";
import { kmsKeyArn, reason, text, wholeNumber } from "./common";
import { keyAttribute } from "./key-attribute";
import { globalIndexes, localIndexes } from "./secondary-index";
import { tableBilling } from "./table-billing";

const KEY_ARN_REMEDY =
  "Use the ARN of a KMS key (arn:aws:kms:REGION:ACCOUNT:key/ID, not an alias), or leave the line out so that the source stack creates a key";

const pointInTimeRecovery = z.strictObject({
  enabled: z
    .boolean()
    .default(true)
    .meta(about({ description: "Whether DynamoDB backs up the table continuously." })),
  recoveryPeriodInDays: wholeNumber(RECOVERY_PERIOD_DAYS)
    .optional()
    .meta(
      about({
        description: "How far back the table can be restored.",
        ifAbsent: `${RECOVERY_PERIOD_DAYS.max}, set by DynamoDB`,
      }),
    ),
});

const TIME_TO_LIVE_REMEDY = `Use the name of an attribute, ${TIME_TO_LIVE_CHARACTERS.min} to ${TIME_TO_LIVE_CHARACTERS.max} characters`;

const timeToLive = z.strictObject({
  attribute: z
    .string()
    .min(TIME_TO_LIVE_CHARACTERS.min, TIME_TO_LIVE_REMEDY)
    .max(TIME_TO_LIVE_CHARACTERS.max, TIME_TO_LIVE_REMEDY)
    .meta(
      about({
        description: "Name of the attribute that holds an item's time of expiry.",
        unit: "seconds since 1970, a number",
        limit: TIME_TO_LIVE_CHARACTERS,
      }),
    ),
  enabled: z
    .boolean()
    .default(true)
    .meta(about({ description: "Whether DynamoDB deletes items that have expired." })),
});

const encryption = z.discriminatedUnion("type", [
  z
    .strictObject({
      type: z.literal("aws-owned").meta(about({ description: "Encrypts with a key that AWS owns." })),
    })
    .meta(
      about({
        description: "A key that AWS owns: free, nothing to manage.",
        examples: [{ type: "aws-owned" }],
      }),
    ),
  z
    .strictObject({
      type: z
        .literal("customer-managed")
        .meta(about({ description: "Encrypts with a KMS key of your own." })),
      keyArn: kmsKeyArn(KEY_ARN_REMEDY)
        .optional()
        .meta(
          about({
            description:
              "ARN of an existing key in the table's region. Its policy must allow the readers to decrypt.",
            ifAbsent: "the source stack creates a key that the readers may use",
          }),
        ),
    })
    .meta(
      about({
        description: "A KMS key of your own, which you can revoke and whose use CloudTrail records.",
        examples: [{ type: "customer-managed" }],
      }),
    ),
]);

/** What every table has, with a stream or without. */
export const tableFields = {
  tableName: text(TABLE_NAME).meta(about({ description: "Name of the DynamoDB table." })),
  partitionKey: keyAttribute.meta(
    about({ description: "The table's partition key.", examples: [{ name: "customerId", type: "S" }] }),
  ),
  sortKey: keyAttribute.optional().meta(
    about({
      description: "The table's sort key.",
      ifAbsent: "the table has no sort key",
      examples: [{ name: "orderId", type: "S" }],
    }),
  ),
  adopt: z
    .boolean()
    .default(false)
    .meta(
      about({
        description:
          "Whether Terraform takes over the table of this name that is there already, instead of creating one. It has no effect on a table that the stack knows.",
      }),
    ),
  globalSecondaryIndexes: globalIndexes,
  localSecondaryIndexes: localIndexes,
  timeToLive: timeToLive.optional().meta(
    about({
      description:
        "Items that DynamoDB deletes when their time has come. Readers of the stream receive the deletions. To stop it, set `enabled` to false: without the group, the table keeps what it has.",
      ifAbsent: "a new table keeps its items; a table that has a time to live keeps it",
      examples: [{ attribute: "expiresAt" }],
    }),
  ),
  billing: tableBilling
    .default({ mode: "PAY_PER_REQUEST" })
    .meta(about({ description: "How you pay for the table's read and write capacity." })),
  pointInTimeRecovery: pointInTimeRecovery.default({ enabled: true }).meta(
    about({
      description: "Continuous backups, from which the table can be restored to any second.",
      examples: [{ enabled: true, recoveryPeriodInDays: 14 }],
    }),
  ),
  deletionProtection: z
    .boolean()
    .default(true)
    .meta(about({ description: "Whether DynamoDB refuses to delete the table until this is turned off." })),
  unprotectedBecause: reason("Give the reason in words, at least 10 characters, or leave the line out")
    .optional()
    .meta(
      about({
        description:
          "Why the table needs no deletion protection or no point-in-time recovery. Required outside a sandbox if either is off.",
        ifAbsent: "no reason given",
      }),
    ),
  encryption: encryption.default({ type: "aws-owned" }).meta(
    about({
      description:
        "Encryption at rest. The AWS-managed key (alias/aws/dynamodb) is not available here, because other accounts cannot use it.",
    }),
  ),
};

/** A table without a stream. */
export const table = z
  .strictObject(tableFields)
  .meta(about({ description: "A table without a stream, for access roles to read." }));
