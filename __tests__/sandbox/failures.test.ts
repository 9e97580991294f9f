import { failedObject, idOf } from "../unit/failures/support/fixtures";
import { createMapping, putItems } from "./support/aws";
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
  const { child, ended } = consumer.start("failures", "--role", "operator", "redrive", "--all");
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
