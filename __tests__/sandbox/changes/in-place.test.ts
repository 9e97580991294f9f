import { setTimeout as sleep } from "node:timers/promises";
import { ScanCommand } from "@aws-sdk/client-dynamodb";
import {
  GetBucketVersioningCommand,
  ListObjectVersionsCommand,
  PutObjectCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { rootCredentials } from "../../../sandbox/credentials";
import { requireRunning } from "../../../sandbox/require-running";
import type { ApplyLog } from "../support/apply-log";
import { APPLY_TIMEOUT_MS } from "../support/apply-timeout";
import { OwnPipeline } from "../support/own-pipeline";
import { TABLE } from "../support/pipeline";
import type { PipelineEdits } from "../support/pipeline-only";
import { waitUntil } from "../support/wait-until";

/** Changes of a lifecycle rule take the provider a minute. */
const BUCKET = `in-place-${Date.now()}`;
const BATCH = "aws/lambda/batch";

const pipeline = new OwnPipeline("in-place");
const s3 = new S3Client({
  endpoint: requireRunning().emulatorUrl,
  region: "us-east-1",
  forcePathStyle: true,
  credentials: rootCredentials(pipeline.accounts.consumer),
});

/** Applies both stacks with these edits, which enables a mapping that was paused. */
async function deploy(edits: PipelineEdits = {}): Promise<ApplyLog> {
  pipeline.synthesize({
    ...edits,
    consumer: {
      failureBucketName: BUCKET,
      failureBucket: { versioning: true, removeOldVersionsAfterDays: 30 },
      ...edits.consumer,
    },
  });
  return [...(await pipeline.deploy("source")), ...(await pipeline.deploy("consumer"))];
}

/** What a careless change could lose: items of the table, versions of batches, lines of the log. */
async function kept() {
  const { dynamodb, destroy } = pipeline.clients("source");
  const { Count: items = 0 } = await dynamodb.send(new ScanCommand({ TableName: TABLE, Select: "COUNT" }));
  destroy();
  const { Versions = [] } = await s3.send(new ListObjectVersionsCommand({ Bucket: BUCKET }));
  return { items, versions: Versions.length, logged: (await pipeline.loggedIds()).length };
}

beforeAll(async () => {
  await pipeline.open();
  await deploy();
  for (const Body of ["first", "second"]) {
    await s3.send(new PutObjectCommand({ Bucket: BUCKET, Key: BATCH, Body }));
  }
}, APPLY_TIMEOUT_MS);

afterAll(async () => {
  await pipeline.destroy();
  s3.destroy();
}, APPLY_TIMEOUT_MS);

test(
  "no concurrency: nothing is read; given back, every record that waited arrives once",
  async () => {
    // Prepare
    await deploy({ function: { reservedConcurrency: 0 } });

    // Act
    await pipeline.put(["stopped 1", "stopped 2", "stopped 3"]);
    await sleep(3_000);
    const meanwhile = await pipeline.loggedFrom("stopped");
    await deploy();
    // The pause between two attempts has grown meanwhile.
    await waitUntil(
      () => pipeline.loggedFrom("stopped"),
      (ids) => ids.length >= 3,
      120_000,
    );

    // Assess
    expect(meanwhile).toEqual([]);
    expect(await pipeline.loggedFrom("stopped")).toEqual(["stopped 1", "stopped 2", "stopped 3"]);
  },
  APPLY_TIMEOUT_MS,
);

test.each<{ name: string; updated: string; edits: PipelineEdits }>([
  {
    name: "a shorter recovery period",
    updated: "aws_dynamodb_table.table",
    edits: { source: { pointInTimeRecovery: { enabled: true, recoveryPeriodInDays: 3 } } },
  },
  {
    name: "no point-in-time recovery",
    updated: "aws_dynamodb_table.table",
    edits: { source: { pointInTimeRecovery: { enabled: false } } },
  },
  {
    name: "batching",
    updated: "aws_lambda_event_source_mapping.mapping_changes",
    edits: {
      mapping: { batchSize: 2, maximumBatchingWindowInSeconds: 1, parallelizationFactor: 2 },
    },
  },
  {
    name: "a function with other memory, time, processor, variables and log level",
    updated: "aws_lambda_function.function",
    edits: {
      function: {
        memorySize: 512,
        timeout: 30,
        architecture: "x86_64",
        environment: { LOG_RECORDS: "true", SECOND: "2" },
        logLevel: "DEBUG",
        tracing: true,
      },
    },
  },
  {
    name: "a log that is kept for a day",
    updated: "aws_cloudwatch_log_group.log_group",
    edits: { function: { logRetentionDays: 1 } },
  },
  {
    name: "old versions removed sooner",
    updated: "aws_s3_bucket_lifecycle_configuration.failure_bucket_lifecycle",
    edits: { consumer: { failureBucket: { versioning: true, removeOldVersionsAfterDays: 7 } } },
  },
])(
  "$name: updated in place, nothing is gone, and every record arrives once",
  async ({ name, updated, edits }) => {
    // Prepare
    const uuid = await pipeline.setReading(false);
    const before = await kept();
    const waiting = ["1", "2", "3"].map((number) => `${name} waiting ${number}`);
    await pipeline.put(waiting);

    // Act
    const log = await deploy(edits);
    await pipeline.put([`${name} written`]);

    // Assess
    const all = [...waiting, `${name} written`];
    await pipeline.arrived(all);
    expect((await pipeline.loggedFrom(name)).sort()).toEqual([...all].sort());
    expect(log).toContain(`${updated} update completed`);
    expect(log.filter((event) => / (delete|create|replace) /.test(event))).toEqual([]);
    expect(await kept()).toEqual({
      items: before.items + 4,
      versions: before.versions,
      logged: before.logged + 4,
    });
    expect(await pipeline.setReading(true)).toBe(uuid);
  },
  APPLY_TIMEOUT_MS,
);

test(
  "no versioning: it and the rule about old versions go, the versions that are there stay",
  async () => {
    // Prepare
    const before = await kept();

    // Act
    const log = await deploy({
      consumer: { failureBucket: { versioning: false, removeOldVersionsAfterDays: null } },
    });
    await s3.send(new PutObjectCommand({ Bucket: BUCKET, Key: BATCH, Body: "third" }));
    await s3.send(new PutObjectCommand({ Bucket: BUCKET, Key: BATCH, Body: "fourth" }));

    // Assess
    expect(log).toContain("aws_s3_bucket_versioning.failure_bucket_versioning delete completed");
    expect(log).toContain("aws_s3_bucket_lifecycle_configuration.failure_bucket_lifecycle delete completed");
    const { Status } = await s3.send(new GetBucketVersioningCommand({ Bucket: BUCKET }));
    expect(Status).toBe("Suspended");
    // Of what is overwritten from now on, only the last is kept.
    expect((await kept()).versions).toBe(before.versions + 1);
  },
  APPLY_TIMEOUT_MS,
);
