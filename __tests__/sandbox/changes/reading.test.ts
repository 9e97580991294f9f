import { setTimeout as sleep } from "node:timers/promises";
import { ListBucketsCommand, ListObjectsV2Command, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { rootCredentials } from "../../../sandbox/credentials";
import { requireRunning } from "../../../sandbox/require-running";
import { APPLY_TIMEOUT_MS } from "../support/apply-timeout";
import { OwnPipeline } from "../support/own-pipeline";
import type { PipelineEdits } from "../support/pipeline-only";

const BUCKET = `batches-${Date.now()}`;
const OTHER_BUCKET = `${BUCKET}-renamed`;
const EDITS: PipelineEdits = { consumer: { failureBucketName: BUCKET } };
const PAID = { dynamodb: { Keys: { id: { S: [{ prefix: "paid" }] } } } };

const pipeline = new OwnPipeline("reading");
const s3 = new S3Client({
  endpoint: requireRunning().emulatorUrl,
  region: "us-east-1",
  forcePathStyle: true,
  credentials: rootCredentials(pipeline.accounts.consumer),
});

/** Applies stacks with these edits. @default both stacks */
async function deploy(edits: PipelineEdits = {}, ...stacks: readonly string[]): Promise<void> {
  pipeline.synthesize({ ...edits, consumer: { ...EDITS.consumer, ...edits.consumer } });
  await pipeline.deploy(...stacks);
}

async function buckets(): Promise<(string | undefined)[]> {
  const { Buckets = [] } = await s3.send(new ListBucketsCommand({}));
  return Buckets.map(({ Name }) => Name);
}

beforeAll(async () => {
  await pipeline.open();
  await deploy();
}, APPLY_TIMEOUT_MS);

afterAll(async () => {
  await pipeline.destroy();
  s3.destroy();
}, APPLY_TIMEOUT_MS);

test(
  "a narrower filter: records that wait in the stream and do not fit are passed over for good",
  async () => {
    // Prepare
    await pipeline.setReading(false);
    await pipeline.put(["open filter 1", "paid filter 1", "open filter 2"]);

    // Act
    await deploy({ mapping: { filters: [PAID] } }, "consumer");
    await pipeline.put(["open filter 3", "paid filter 2"]);
    await pipeline.arrived(["paid filter 1", "paid filter 2"]);
    await deploy({}, "consumer");
    await pipeline.put(["open filter 4"]);
    await pipeline.arrived(["open filter 4"]);

    // Assess
    expect(await pipeline.loggedFrom("open filter")).toEqual(["open filter 4"]);
    expect(await pipeline.loggedFrom("paid filter")).toEqual(["paid filter 1", "paid filter 2"]);
  },
  APPLY_TIMEOUT_MS,
);

test(
  "a reader that is removed stops, and goes on where it stopped when it is allowed to read again",
  async () => {
    // Prepare
    await pipeline.put(["reader 1"]);
    await pipeline.arrived(["reader 1"]);

    // Act
    await deploy({ source: { readers: [] } }, "source");
    await pipeline.refused();
    await pipeline.put(["reader 2", "reader 3"]);
    await sleep(2_500);
    const meanwhile = await pipeline.loggedFrom("reader");
    await deploy({}, "source");
    await pipeline.arrived(["reader 2", "reader 3"]);

    // Assess
    expect(meanwhile).toEqual(["reader 1"]);
    expect(await pipeline.loggedFrom("reader")).toEqual(["reader 1", "reader 2", "reader 3"]);
  },
  APPLY_TIMEOUT_MS,
);

test(
  "a mapping that is removed and added again reads the whole stream again",
  async () => {
    // Prepare
    await pipeline.put(["mapping 1", "mapping 2"]);
    await pipeline.arrived(["mapping 1", "mapping 2"]);

    // Act
    await deploy({ consumer: { mappings: [] } }, "consumer");
    await pipeline.put(["mapping 3"]);
    await deploy({}, "consumer");
    await pipeline.arrived(["mapping 3"]);

    // Assess
    expect(await pipeline.loggedFrom("mapping")).toEqual([
      "mapping 1",
      "mapping 2",
      "mapping 1",
      "mapping 2",
      "mapping 3",
    ]);
  },
  APPLY_TIMEOUT_MS,
);

test(
  "another failure bucket: refused while the old one holds a batch, unless its sources may be deleted",
  async () => {
    // Prepare
    const protectedTable = { source: { deletionProtection: true } };
    const renamed = { consumer: { failureBucketName: OTHER_BUCKET } };
    await deploy(protectedTable);
    await s3.send(new PutObjectCommand({ Bucket: BUCKET, Key: "aws/lambda/batch", Body: "{}" }));

    // Act
    pipeline.synthesize({ ...protectedTable, ...renamed });
    const refused = await pipeline.refusal("consumer");
    const { KeyCount: kept } = await s3.send(new ListObjectsV2Command({ Bucket: BUCKET }));
    await deploy();
    await deploy(renamed);

    // Assess
    expect(refused).toMatch(/BucketNotEmpty/);
    expect(kept).toBe(1);
    expect(await buckets()).toEqual([OTHER_BUCKET]);
  },
  APPLY_TIMEOUT_MS,
);
