import { DynamoDBClient, ScanCommand } from "@aws-sdk/client-dynamodb";
import { InvokeCommand, LambdaClient } from "@aws-sdk/client-lambda";
import {
  DeleteObjectCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { AssumeRoleCommand, STSClient } from "@aws-sdk/client-sts";
import { MANAGEMENT_ACCOUNT_ID, rootCredentials } from "../../sandbox/credentials";
import { failedObject, idOf } from "../unit/failures/support/fixtures";
import { decisionOn } from "./support/acting";
import { createMapping, emulatorUrl, putItems, REGION, serviceUrl } from "./support/aws";
import { FailingConsumer } from "./support/failing-consumer";
import { waitUntil } from "./support/wait-until";

jest.setTimeout(420_000);

const consumer = new FailingConsumer();

beforeAll(() => consumer.open());
beforeEach(() => {
  consumer.forget();
  consumer.breakAt();
  consumer.setSlow(false);
});
afterAll(() => consumer.close());

/** Puts a failed batch into the bucket: its n-th record is about the item `NUMBER-n`. */
async function addBatch(batch: number, size: number): Promise<string[]> {
  const ids = Array.from({ length: size }, (_, index) => `${batch}-${index}`);
  const records = ids.map((id, index) => consumer.record(id, batch * size + index + 1));
  const requestContext = {
    requestId: "unknown",
    functionArn: consumer.functionArn,
    condition: "RetryAttemptsExhausted",
    approximateInvokeCount: 1,
  };
  await consumer.putObject(failedObject(batch, records, { requestContext }));
  return ids;
}

/** Puts failed batches of ten records each into the bucket, from a number on. */
async function addBatches(first: number, count: number): Promise<string[]> {
  const ids: string[] = [];
  for (let batch = first; batch < first + count; batch++) ids.push(...(await addBatch(batch, 10)));
  return ids;
}

/** IDs of the items whose records a re-drive has handed over, in order. */
function redrivenIds(): string[] {
  return consumer.handled().flatMap((line) => (/ redrive$/.test(line) ? (line.split(" ")[0] ?? "") : []));
}

test("a poison record goes to the bucket; list and show say why; after the fix a re-drive handles it once and empties the bucket", async () => {
  // Prepare
  consumer.breakAt("poison");
  await createMapping(consumer.account, consumer.streamArn, {
    MaximumRetryAttempts: 0,
    FunctionResponseTypes: ["ReportBatchItemFailures"],
    DestinationConfig: { OnFailure: { Destination: `arn:aws:s3:::${consumer.bucket}` } },
    BatchSize: 1,
  });
  await putItems(consumer.account, ["good", "poison", "also good"]);
  await waitUntil(
    () => consumer.keys("aws/lambda/"),
    (keys) => keys.length === 1,
  );
  await waitUntil(
    async () => consumer.handled(),
    (handled) => handled.length === 2,
  );

  // Act
  const list = await consumer.failures("list");
  const [batch] = JSON.parse((await consumer.failures("--json", "list")).out)[0].batches;
  const show = await consumer.failures("show", batch.id.slice(0, 8));
  const stillBroken = await consumer.failures("redrive", "--all");
  consumer.breakAt();
  const dryRun = await consumer.failures("redrive", "--all", "--dry-run");
  const redriven = await consumer.failures("redrive", "--all");

  // Assess
  expect(list).toMatchObject({
    code: 0,
    out: expect.stringContaining("1 failed batch with 1 record to handle"),
  });
  expect(batch).toMatchObject({ source: "orders", records: 1, condition: "RetryAttemptsExhausted" });
  expect(show.out).toMatch(/^Log of the last invocation:\n {2}START RequestId: .+\n {2}cannot handle it\n/m);
  expect(show.out).not.toContain("poison");
  expect(stillBroken).toMatchObject({ code: 2, out: expect.stringContaining("1 batch is left") });
  expect(dryRun.out).toContain(
    `would hand over 1 record in 1 batch, those of a line in this order:\n  ${batch.id.slice(0, 8)}`,
  );
  expect(redriven).toMatchObject({ code: 0, out: "1 record handled; 1 batch of 1 done.\n" });
  expect(consumer.handled()).toEqual(["good stream", "also good stream", "poison redrive"]);
  expect(await consumer.keys("aws/lambda/")).toEqual([]);
});

test("a partial failure keeps the rest and goes on from there; a batch that is given up is noted down and deleted", async () => {
  // Prepare
  const ids = await addBatches(0, 2);
  consumer.breakAt("0-4");

  // Act
  const first = await consumer.failures("redrive", "--all");
  const list = await consumer.failures("list");
  consumer.breakAt();
  const second = await consumer.failures("redrive", "--source", "orders");
  await addBatches(2, 1);
  const unconfirmed = await consumer.failures("discard", idOf(2), "--because", "a test");
  const discarded = await consumer.failures("discard", idOf(2), "--because", "a test", "--yes");

  // Assess
  expect(first).toMatchObject({
    code: 2,
    out: expect.stringContaining("14 records handled; 1 batch of 2 done."),
  });
  expect(list.out).toContain("4 of 10 handled; The function reported a record that it could not handle");
  expect(second).toMatchObject({ code: 0, out: "6 records handled; 1 batch of 1 done.\n" });
  expect([...consumer.handled()].sort()).toEqual(ids.map((id) => `${id} redrive`).sort());
  expect(unconfirmed).toMatchObject({ code: 1, err: expect.stringContaining("Add --yes") });
  expect(discarded).toMatchObject({ code: 0, out: `${idOf(2)} is discarded.\n` });
  expect(await consumer.keys("aws/lambda/")).toEqual([]);
});

test("killed while it works, it goes on where it was: only the batch in flight is repeated, and that is said", async () => {
  // Prepare
  const ids = await addBatches(10, 3);
  consumer.setSlow(true);
  const { child, ended } = consumer.start("failures", "redrive", "--all");
  await waitUntil(
    async () => consumer.handled(),
    (handled) => handled.length > 0,
    60_000,
  );

  // Act
  child.kill("SIGKILL");
  await ended;
  const killedAt = consumer.handled().length;
  const inFlight = (await consumer.ledger()).filter(({ state }) => state === "started").length;
  const resumed = await consumer.failures("redrive", "--all", "--take-over");

  // Assess
  const handled = consumer.handled().map((line) => line.split(" ")[0] ?? "");
  const repeated = handled.filter((id, index) => handled.indexOf(id) < index);
  expect(killedAt).toBeLessThan(ids.length);
  expect(resumed.code).toBe(0);
  expect([...new Set(handled)]).toEqual(ids);
  expect(new Set(repeated.map((id) => id.split("-")[0])).size).toBeLessThanOrEqual(1);
  expect(resumed.err.includes("may have been handled twice")).toBe(inFlight === 1);
  expect(await consumer.keys("aws/lambda/")).toEqual([]);
});

test("of two operators who begin at once, one hands everything over, and the other is told who is working", async () => {
  // Prepare
  const ids = await addBatches(20, 8);
  consumer.setSlow(true);

  // Act
  const ends = await Promise.all([1, 2].map(() => consumer.failures("redrive", "--all")));

  // Assess
  const refused = ends.filter(({ code }) => code === 1);
  expect(ends.map(({ code }) => code).sort()).toEqual([0, 1]);
  expect(refused[0]?.err).toContain("has been working on this failure bucket since");
  expect(consumer.handled()).toEqual(ids.map((id) => `${id} redrive`));
});

test("--check-current leaves out what newer changes have overtaken, by what the table holds", async () => {
  // Prepare
  const [first = "", second = ""] = await addBatch(30, 3);
  await putItems(consumer.account, [first, second]);
  const image = (n: string) => ({ n: { N: n } });
  await consumer.putObject(
    failedObject(
      31,
      [
        { id: "kept", newer: false },
        { id: "overtaken", newer: true },
      ].map(({ id, newer }, index) => consumer.record(`31-${id}`, 400 + index, image(newer ? "1" : "2"))),
      { requestContext: { functionArn: consumer.functionArn, condition: "RetryAttemptsExhausted" } },
    ),
  );
  await consumer.putItem("31-kept", image("2"));
  await consumer.putItem("31-overtaken", image("2"));

  // Act
  const { code, out, err } = await consumer.failures("redrive", "--all", "--check-current");

  // Assess
  expect({ code, out }).toEqual({ code: 0, out: "3 records handled; 2 batches of 2 done.\n" });
  expect(err).toContain("2 records handled; 1 left out, overtaken by newer changes");
  expect(err).toContain("1 record handled; 1 left out, overtaken by newer changes");
  // The mapping of the first test hands over the puts themselves.
  expect(redrivenIds().sort()).toEqual([first, second, "31-kept"]);
  expect(await consumer.keys("aws/lambda/")).toEqual([]);
});

test("--rate keeps below its records a second; without it, the same takes less", async () => {
  // Prepare
  const slowIds = await addBatches(40, 3);
  const secondsOf = async (...args: readonly string[]) => {
    const startedAt = Date.now();
    const { code } = await consumer.failures("redrive", "--all", ...args);
    return { code, seconds: (Date.now() - startedAt) / 1000 };
  };

  // Act
  const limited = await secondsOf("--rate", "2");
  const quickIds = await addBatches(50, 3);
  const free = await secondsOf();

  // Assess
  // The first ten are handed over at once, the next ten when five seconds have passed, and so the last ten.
  expect(limited.code).toBe(0);
  expect(limited.seconds).toBeGreaterThan(10);
  expect(free.code).toBe(0);
  expect(free.seconds).toBeLessThan(limited.seconds);
  expect(redrivenIds()).toEqual([...slowIds, ...quickIds]);
});

test("an operator is refused what the role is not for", async () => {
  // Prepare
  const [key = ""] = await consumer.keys("redrive/");
  const shared = { endpoint: emulatorUrl(), region: REGION, credentials: await consumer.operator() };
  const s3 = new S3Client({ ...shared, forcePathStyle: true });
  const lambda = new LambdaClient({ ...shared, endpoint: serviceUrl() });
  const dynamodb = new DynamoDBClient(shared);
  const sts = new STSClient({ ...shared, credentials: rootCredentials(MANAGEMENT_ACCOUNT_ID) });
  const Bucket = consumer.bucket;
  const Key = "aws/lambda/any";
  const RoleArn = `arn:aws:iam::${consumer.account.id}:role/operator`;
  const calls = {
    "read the ledger": s3.send(new GetObjectCommand({ Bucket, Key: key })),
    "delete a batch": s3.send(new DeleteObjectCommand({ Bucket, Key })),
    "delete a version": s3.send(new DeleteObjectCommand({ Bucket, Key, VersionId: "null" })),
    "delete the ledger": s3.send(new DeleteObjectCommand({ Bucket, Key: key })),
    "write a batch": s3.send(new PutObjectCommand({ Bucket, Key, Body: "{}" })),
    "list another bucket": s3.send(new ListObjectsV2Command({ Bucket: "somebody-elses" })),
    "invoke another function": lambda.send(new InvokeCommand({ FunctionName: "another" })),
    "read the table without the access role": dynamodb.send(new ScanCommand({ TableName: "orders" })),
    "be an operator without being trusted": sts.send(
      new AssumeRoleCommand({ RoleArn, RoleSessionName: "test" }),
    ),
  };

  // Act
  const decisions = Object.entries(calls).map(async ([what, call]) => [what, await decisionOn(call)]);

  // Assess
  expect(Object.fromEntries(await Promise.all(decisions))).toEqual({
    "read the ledger": "allow",
    "delete a batch": "allow",
    "delete a version": "deny",
    "delete the ledger": "deny",
    "write a batch": "deny",
    "list another bucket": "deny",
    "invoke another function": "deny",
    "read the table without the access role": "deny",
    "be an operator without being trusted": "deny",
  });
});

test("10,000 records in 100 batches are handled once each, in order", async () => {
  // Prepare
  const ids: string[] = [];
  for (let batch = 100; batch < 200; batch++) ids.push(...(await addBatch(batch, 100)));

  // Act
  const { code, out } = await consumer.failures("redrive", "--all");

  // Assess
  expect({ code, out }).toEqual({ code: 0, out: "10000 records handled; 100 batches of 100 done.\n" });
  expect(consumer.handled()).toEqual(ids.map((id) => `${id} redrive`));
});
