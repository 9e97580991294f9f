import { z } from "zod";
import {
  BATCH_SIZE,
  BATCHING_WINDOW_SECONDS,
  FILTERS_PER_MAPPING,
  FUNCTION_MEMORY_MB,
  FUNCTION_TIMEOUT_SECONDS,
  LOG_RETENTION_DAYS,
  PARALLELIZATION_FACTOR,
  type Range,
  RECORD_AGE_SECONDS,
  RECOVERY_PERIOD_DAYS,
  RETRY_ATTEMPTS,
} from "./limits";

/** A whole number within AWS's bounds. */
function wholeNumber(range: Range) {
  return z.number().int().min(range.min).max(range.max);
}

const NAME = /^[a-z][a-z0-9-]*$/;
const name = (what: string) =>
  z
    .string()
    .regex(
      NAME,
      `${what} starts with a lower-case letter and holds lower-case letters, digits and hyphens only`,
    );

const tags = z.record(z.string(), z.string());

const account = z
  .strictObject({
    id: z
      .string(
        "an account ID is a string: write it in quotes, or YAML reads it as a number and drops leading zeros",
      )
      .regex(/^\d{12}$/, "an account ID has exactly 12 digits")
      .describe("The account's ID: 12 digits, in quotes."),
    deployRole: z
      .string()
      .regex(/^[\w+=,.@/-]{1,128}$/)
      .nullable()
      .default("OrganizationAccountAccessRole")
      .describe(
        "Name of the role that Terraform assumes to deploy into this account; null to use the caller's own credentials.",
      ),
    tags: tags
      .default({})
      .describe("Tags that every resource of this account carries (the provider's default_tags)."),
  })
  .describe("One AWS account.");

const localBackend = z.strictObject({
  type: z.literal("local"),
});

const s3Backend = z.strictObject({
  type: z.literal("s3"),
  bucket: z
    .string()
    .regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/)
    .describe("Bucket that holds the state files."),
  keyPrefix: z
    .string()
    .regex(/^[^/].*[^/]$|^[^/]$/, "a key prefix neither starts nor ends with a slash")
    .describe("State files are <keyPrefix>/<stack>.tfstate."),
  region: z.string().optional().describe("The bucket's region; the environment's region if absent."),
  kmsKeyId: z
    .string()
    .optional()
    .describe("ARN of the KMS key that encrypts the state; the bucket's own default if absent."),
  roleArn: z
    .string()
    .regex(/^arn:aws[\w-]*:iam::\d{12}:role\/.+$/, "expected the ARN of an IAM role")
    .optional()
    .describe("Role to assume for reading and writing the state."),
  lockFile: z
    .boolean()
    .default(true)
    .describe("Lock the state with a lock file in the bucket (Terraform 1.10 and later)."),
});

const cloudBackend = z.strictObject({
  type: z.literal("cloud"),
  hostname: z.string().default("app.terraform.io").describe("Host of Terraform Cloud or Enterprise."),
  organization: z.string().min(1),
  project: z.string().min(1).optional().describe("Project in which missing workspaces are created."),
  workspacePrefix: z
    .string()
    .regex(/^[A-Za-z0-9_-]*$/, "workspace names hold letters, digits, hyphens and underscores only")
    .default("")
    .describe("Each stack has the workspace <workspacePrefix><stack>."),
});

const backend = z
  .discriminatedUnion("type", [localBackend, s3Backend, cloudBackend])
  .describe("Where Terraform keeps its state. The consumer's remote-state reads follow it.");

const keyAttribute = z.strictObject({
  name: z.string().min(1).max(255),
  type: z.enum(["S", "N", "B"]).default("S").describe("S string, N number, B binary."),
});

const billing = z.discriminatedUnion("mode", [
  z.strictObject({ mode: z.literal("PAY_PER_REQUEST") }),
  z.strictObject({
    mode: z.literal("PROVISIONED"),
    readCapacity: z.number().int().min(1),
    writeCapacity: z.number().int().min(1),
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
      .regex(
        /^arn:aws[\w-]*:kms:[a-z0-9-]+:\d{12}:key\/.+$/,
        "expected the ARN of a KMS key (arn:aws:kms:REGION:ACCOUNT:key/ID), not of an alias",
      )
      .optional()
      .describe("A key that exists; the source stack creates one if absent."),
  }),
]);

const reader = z.strictObject({
  consumer: name("a consumer").describe("A key of `consumers`."),
  grant: z
    .enum(["principal-arn", "role-arn"])
    .default("principal-arn")
    .describe(
      "principal-arn: the consumer's account root, narrowed to the role by aws:PrincipalArn; the role need not exist yet and may be re-created. role-arn: the role itself, which must exist beforehand.",
    ),
});

const source = z
  .strictObject({
    account: name("an account").describe(
      "A key of `accounts`: owns the table, its stream and the stream's policy.",
    ),
    region: z.string().optional().describe("The environment's region if absent."),
    tableName: z
      .string()
      .regex(
        /^[a-zA-Z0-9_.-]{3,255}$/,
        "a table name has 3 to 255 letters, digits, underscores, hyphens and dots",
      ),
    partitionKey: keyAttribute,
    sortKey: keyAttribute.optional(),
    billing: billing.default({ mode: "PAY_PER_REQUEST" }),
    pointInTimeRecovery: pointInTimeRecovery.default({ enabled: true }),
    deletionProtection: z
      .boolean()
      .default(true)
      .describe("Refuse to delete the table until this is turned off."),
    encryption: encryption
      .default({ type: "aws-owned" })
      .describe(
        "Encryption at rest. An AWS-managed key (alias/aws/dynamodb) cannot be used across accounts.",
      ),
    streamViewType: z
      .enum(["KEYS_ONLY", "NEW_IMAGE", "OLD_IMAGE", "NEW_AND_OLD_IMAGES"])
      .default("NEW_AND_OLD_IMAGES")
      .describe("What a stream record holds. A change makes a new stream with a new ARN."),
    readers: z
      .array(reader)
      .default([])
      .describe("Who may read the stream: this becomes the stream's resource-based policy."),
  })
  .describe("A table and its stream.");

const functionConfig = z.strictObject({
  name: z
    .string()
    .regex(/^[a-zA-Z0-9_-]{1,64}$/, "a function name has 1 to 64 letters, digits, hyphens and underscores"),
  entry: z
    .string()
    .default("lambda-src/stream-handler/index.ts")
    .describe("The file that exports `handler`, from the project's root."),
  memorySize: wholeNumber(FUNCTION_MEMORY_MB).default(256).describe("MB."),
  timeout: wholeNumber(FUNCTION_TIMEOUT_SECONDS).default(60).describe("Seconds."),
  architecture: z.enum(["arm64", "x86_64"]).default("arm64"),
  logRetentionDays: z
    .union(
      LOG_RETENTION_DAYS.map((days) => z.literal(days)),
      `CloudWatch Logs keeps logs for one of these numbers of days: ${LOG_RETENTION_DAYS.join(", ")}`,
    )
    .default(30)
    .describe("How long logs are kept, days."),
  logLevel: z.enum(["TRACE", "DEBUG", "INFO", "WARN", "ERROR", "FATAL"]).default("INFO"),
  environment: z
    .record(z.string().regex(/^[A-Za-z][A-Za-z0-9_]+$/), z.string())
    .default({})
    .describe("Environment variables of the function. Not for secrets."),
});

const mapping = z.strictObject({
  source: name("a source").describe("A key of `sources`; it must list this consumer among its readers."),
  enabled: z.boolean().default(true),
  startingPosition: z
    .enum(["TRIM_HORIZON", "LATEST"], "a DynamoDB stream is read from TRIM_HORIZON or LATEST")
    .default("TRIM_HORIZON")
    .describe("LATEST can miss records written while the mapping is being created."),
  batchSize: wholeNumber(BATCH_SIZE).default(100).describe("Records of one invocation at most."),
  maximumBatchingWindowInSeconds: wholeNumber(BATCHING_WINDOW_SECONDS)
    .default(0)
    .describe("How long to gather records before invoking, seconds."),
  parallelizationFactor: wholeNumber(PARALLELIZATION_FACTOR)
    .default(1)
    .describe("Concurrent batches of one shard; order per item is kept."),
  maximumRetryAttempts: wholeNumber(RETRY_ATTEMPTS)
    .default(10)
    .describe("-1: until the record expires, which can block a shard for a day."),
  maximumRecordAgeInSeconds: z
    .union(
      [z.literal(-1), wholeNumber(RECORD_AGE_SECONDS)],
      `expected -1 (until the record expires) or ${RECORD_AGE_SECONDS.min} to ${RECORD_AGE_SECONDS.max}`,
    )
    .default(21_600)
    .describe(
      "Older records go to the failure bucket instead of being tried again, seconds; -1: until they expire.",
    ),
  bisectBatchOnFunctionError: z
    .boolean()
    .default(true)
    .describe("Split a failed batch in two before trying again."),
  filters: z
    .array(z.record(z.string(), z.unknown()).describe("A filter pattern, e.g. { eventName: [INSERT] }."))
    .min(FILTERS_PER_MAPPING.min)
    .max(FILTERS_PER_MAPPING.max)
    .optional()
    .describe("Only records that match at least one pattern reach the function."),
});

const consumer = z
  .strictObject({
    account: name("an account").describe(
      "A key of `accounts`: owns the role, the function and the mappings.",
    ),
    region: z
      .string()
      .optional()
      .describe("The environment's region if absent; it must be the one of every source it reads."),
    roleName: z
      .string()
      .regex(/^[\w+=,.@-]{1,64}$/, "a role name has 1 to 64 letters, digits and the characters _+=,.@-"),
    failureBucketName: z
      .string()
      .regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/)
      .optional()
      .describe(
        "Bucket for batches that could not be handled; <function>-failures-<account>-<region> if absent.",
      ),
    function: functionConfig,
    mappings: z.array(mapping).min(1, "a consumer without a mapping reads nothing: add one"),
  })
  .describe("A function and what it reads.");

/** The whole environment file, as a user writes it. */
export const environmentSchema = z.strictObject({
  $schema: z.string().optional(),
  region: z
    .string()
    .regex(/^[a-z]{2}(-[a-z]+)+-\d$/, "expected the name of an AWS region, such as eu-central-1"),
  accounts: z.record(name("an account"), account),
  backend: backend.default({ type: "local" }),
  sources: z.record(name("a source"), source),
  consumers: z.record(name("a consumer"), consumer),
});

/** A checked environment: every default filled in. */
export type Environment = z.output<typeof environmentSchema>;
export type AccountConfig = z.output<typeof account>;
export type BackendConfig = z.output<typeof backend>;
export type SourceConfig = z.output<typeof source>;
export type ReaderConfig = z.output<typeof reader>;
export type ConsumerConfig = z.output<typeof consumer>;
export type FunctionConfig = z.output<typeof functionConfig>;
export type MappingConfig = z.output<typeof mapping>;
