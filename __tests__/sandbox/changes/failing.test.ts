import { GetObjectCommand, ListObjectsV2Command, S3Client } from "@aws-sdk/client-s3";
import { DeleteMessageCommand, ReceiveMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { BUS, createSubscribedBus } from "../../../cli/demo/event-bus";
import type { FunctionConfig, MappingConfig } from "../../../config/schema";
import { rootCredentials } from "../../../sandbox/credentials";
import { functionLogs } from "../../../sandbox/function-logs";
import { requireRunning } from "../../../sandbox/require-running";
import { APPLY_TIMEOUT_MS } from "../support/apply-timeout";
import { OwnPipeline } from "../support/own-pipeline";
import { FUNCTION } from "../support/pipeline";
import type { PipelineEdits } from "../support/pipeline-only";
import { waitUntil } from "../support/wait-until";

/*
 * The recipe's handler puts an event onto a bus for each change. Without its permission it fails, and what it was given
 * ends in the failure bucket. Each test goes on where the one before it stopped.
 */

const BUCKET = `failing-${Date.now()}`;
const PERMISSION: FunctionConfig["permissions"][number] = { because: "The test wants it", eventBus: BUS };

const pipeline = new OwnPipeline("failing");
const clientSettings = {
  endpoint: requireRunning().emulatorUrl,
  region: "us-east-1",
  credentials: rootCredentials(pipeline.accounts.consumer),
};
const s3 = new S3Client({ ...clientSettings, forcePathStyle: true });
const sqs = new SQSClient(clientSettings);
const events: string[] = [];
let queueUrl: string;

/** Applies both stacks with the recipe's handler, which retries for a day. */
async function deploy(
  permissions: FunctionConfig["permissions"],
  mapping: Partial<MappingConfig> = {},
): Promise<void> {
  const edits: PipelineEdits = {
    consumer: { failureBucketName: BUCKET },
    function: {
      entry: "examples/put-events/index.ts",
      environment: { EVENT_BUS_NAME: BUS },
      permissions,
    },
    mapping: { maximumRetryAttempts: -1, batchSize: 1, ...mapping },
  };
  pipeline.synthesize(edits);
  await pipeline.deploy();
}

/** IDs of the items that events arrived about, in order of arrival. */
async function eventIds(): Promise<string[]> {
  const { Messages = [] } = await sqs.send(
    new ReceiveMessageCommand({ QueueUrl: queueUrl, MaxNumberOfMessages: 10 }),
  );
  for (const { Body = "{}", ReceiptHandle } of Messages) {
    events.push(JSON.parse(Body).detail.keys.id);
    await sqs.send(new DeleteMessageCommand({ QueueUrl: queueUrl, ReceiptHandle }));
  }
  return [...events].sort();
}

/** IDs of the items whose records are in the failure bucket. */
async function failedIds(): Promise<string[]> {
  const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket: BUCKET }));
  const ids: string[] = [];
  for (const { Key } of Contents) {
    const { Body } = await s3.send(new GetObjectCommand({ Bucket: BUCKET, Key }));
    const { payload } = JSON.parse((await Body?.transformToString()) ?? "{}");
    ids.push(...JSON.parse(payload).Records.map((record: StreamRecord) => record.dynamodb.Keys.id.S));
  }
  return ids.sort();
}

interface StreamRecord {
  readonly dynamodb: { readonly Keys: { readonly id: { readonly S: string } } };
}

/** Waits until the function has failed since then, ms since 1970. */
async function failedSince(startTime: number): Promise<void> {
  const log = { accountId: pipeline.accounts.consumer, functionName: FUNCTION, startTime };
  await waitUntil(
    async () => {
      const lines: string[] = [];
      for await (const line of functionLogs(requireRunning(), log)) lines.push(line);
      return lines;
    },
    (lines) => lines.some((line) => line.includes("The change was not handled.")),
  );
}

async function arrived(expected: readonly string[], ask: () => Promise<string[]>): Promise<string[]> {
  return waitUntil(ask, (ids) => expected.every((id) => ids.includes(id)), 60_000);
}

beforeAll(async () => {
  queueUrl = await createSubscribedBus(requireRunning(), pipeline.accounts.consumer);
  await pipeline.open();
  await deploy([PERMISSION]);
}, APPLY_TIMEOUT_MS);

afterAll(async () => {
  await pipeline.destroy();
  s3.destroy();
  sqs.destroy();
}, APPLY_TIMEOUT_MS);

test(
  "a permission that is removed and given back: records wait while they are retried, and none is lost",
  async () => {
    // Prepare
    await pipeline.put(["permitted"]);
    await arrived(["permitted"], eventIds);

    // Act
    await deploy([]);
    const since = Date.now();
    await pipeline.put(["waiting"]);
    await failedSince(since);
    const meanwhile = await eventIds();
    await deploy([PERMISSION]);

    // Assess
    expect(meanwhile).toEqual(["permitted"]);
    expect(await arrived(["waiting"], eventIds)).toEqual(["permitted", "waiting"]);
    expect(await failedIds()).toEqual([]);
  },
  APPLY_TIMEOUT_MS,
);

test(
  "fewer retries: the record that is being retried goes to the failure bucket, with its data",
  async () => {
    // Prepare
    await deploy([]);
    const since = Date.now();
    await pipeline.put(["retried"]);
    await failedSince(since);
    const before = await failedIds();

    // Act
    await deploy([], { maximumRetryAttempts: 0 });

    // Assess
    expect(before).toEqual([]);
    expect(await arrived(["retried"], failedIds)).toEqual(["retried"]);
  },
  APPLY_TIMEOUT_MS,
);

test(
  "a permission that is removed with few retries: what the function then gets goes to the failure bucket",
  async () => {
    // Prepare
    await deploy([PERMISSION], { maximumRetryAttempts: 0 });
    await pipeline.put(["before"]);
    await arrived(["before"], eventIds);

    // Act
    await deploy([], { maximumRetryAttempts: 0 });
    await pipeline.put(["after 1", "after 2"]);
    await arrived(["after 1", "after 2"], failedIds);
    await deploy([PERMISSION], { maximumRetryAttempts: 0 });
    await pipeline.put(["again"]);
    await arrived(["again"], eventIds);

    // Assess
    expect(await failedIds()).toEqual(["after 1", "after 2", "retried"]);
    expect(await eventIds()).toEqual(["again", "before", "permitted", "waiting"]);
  },
  APPLY_TIMEOUT_MS,
);
