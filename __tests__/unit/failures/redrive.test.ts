import fc from "fast-check";
import { type RedriveOutcome, redrive } from "../../../failures/redrive";
import type { RedriveParts } from "../../../failures/redrive-batch";
import type { CallFunction } from "../../../replay/function-caller";
import { Pace } from "../../../replay/pace";
import type { ReplayRecord } from "../../../replay/replay-record";
import { FUNCTION_ARN, idOf, MemoryBucket, record } from "./support/fixtures";

/** A function that handles records one after the other until one fails. */
class FakeFunction {
  readonly handled: ReplayRecord[] = [];
  readonly events: number[][] = [];
  readonly marks: unknown[] = [];
  readonly broken = new Set<string>();
  beforeCall: () => void = () => undefined;

  readonly call: CallFunction = async (arn, { Records, redrive: mark }) => {
    this.beforeCall();
    this.marks.push([arn, mark]);
    this.events.push(Records.map(sequenceOf));
    for (const [index, each] of Records.entries()) {
      if (this.broken.has(String(sequenceOf(each)))) {
        return { kind: "partial", firstFailed: index, requestId: "again" };
      }
      this.handled.push(each);
    }
    return { kind: "handled", requestId: "again" };
  };
}

function sequenceOf({ dynamodb }: ReplayRecord): number {
  return Number(dynamodb?.SequenceNumber);
}

function run(
  bucket: MemoryBucket,
  fn: FakeFunction,
  selected: (id: string) => boolean = () => true,
  overtaken?: RedriveParts["overtaken"],
): Promise<RedriveOutcome[]> {
  return redrive({
    batches: bucket.found(),
    selected: ({ batch }) => selected(batch.id),
    concurrency: 4,
    bucket,
    ledger: bucket,
    call: fn.call,
    functionOf: async () => FUNCTION_ARN,
    lease: { assertHeld: () => undefined },
    pace: new Pace(),
    by: "arn:aws:sts::222222222222:assumed-role/operator/failures",
    overtaken,
  });
}

/** The order in which the records of each item were handled for the first time. */
function orderPerItem(records: readonly ReplayRecord[]): Record<string, number[]> {
  const order: Record<string, number[]> = {};
  for (const each of records) {
    const item = JSON.stringify(each.dynamodb?.Keys);
    order[item] ??= [];
    if (!order[item].includes(sequenceOf(each))) order[item].push(sequenceOf(each));
  }
  return order;
}

test("batches are handed over once, oldest first, marked as a re-drive, and the bucket is empty", async () => {
  // Prepare
  const bucket = new MemoryBucket();
  bucket.add(1, [record("a", 30), record("b", 40)]);
  bucket.add(2, [record("a", 9), record("b", 20)]);
  const fn = new FakeFunction();

  // Act
  const outcomes = await run(bucket, fn);

  // Assess
  expect(fn.events).toEqual([
    [9, 20],
    [30, 40],
  ]);
  expect(fn.marks).toEqual([
    [FUNCTION_ARN, { id: idOf(2) }],
    [FUNCTION_ARN, { id: idOf(1) }],
  ]);
  expect(outcomes).toEqual(
    [2, 1].map((number) => ({
      id: idOf(number),
      kind: "handled",
      handled: 2,
      overtaken: 0,
      left: 0,
      perhapsRepeated: false,
    })),
  );
  expect(bucket.objects.size).toBe(0);
  expect(bucket.entries.get(idOf(1))).toMatchObject({ state: "done", records: 2, handled: 2 });
});

test("a partial failure goes on from the record that failed, keeps the rest, and holds up newer changes of its items", async () => {
  // Prepare
  const bucket = new MemoryBucket();
  bucket.add(1, [record("a", 1), record("b", 2), record("c", 3)]);
  bucket.add(2, [record("c", 4)]);
  bucket.add(3, [record("d", 5)]);
  const fn = new FakeFunction();
  fn.broken.add("2");

  // Act
  const outcomes = await run(bucket, fn);
  fn.broken.clear();
  const again = await run(bucket, fn);

  // Assess
  expect(outcomes).toEqual([
    {
      id: idOf(1),
      kind: "left",
      handled: 1,
      overtaken: 0,
      left: 2,
      perhapsRepeated: false,
      problem: "The function reported a record that it could not handle",
      requestId: "again",
    },
    { id: idOf(2), kind: "waiting", behind: idOf(1) },
    expect.objectContaining({ id: idOf(3), kind: "handled" }),
  ]);
  expect(fn.events).toEqual([[1, 2, 3], [2, 3], [5], [2, 3], [4]]);
  expect(again.map(({ kind }) => kind)).toEqual(["handled", "handled"]);
  expect(bucket.objects.size).toBe(0);
});

test("a batch that was not selected holds up newer changes of its items, and nothing else", async () => {
  // Prepare
  const bucket = new MemoryBucket();
  bucket.add(1, [record("a", 1)]);
  bucket.add(2, [record("a", 2)], "shardId-2");
  bucket.add(3, [record("b", 3)]);
  const fn = new FakeFunction();

  // Act
  const outcomes = await run(bucket, fn, (id) => id !== idOf(1));

  // Assess
  expect(outcomes).toEqual(
    expect.arrayContaining([
      { id: idOf(2), kind: "waiting", behind: idOf(1) },
      expect.objectContaining({ id: idOf(3), kind: "handled" }),
    ]),
  );
  expect(fn.events).toEqual([[3]]);
  expect(bucket.objects.size).toBe(2);
});

test("a batch that is done or discarded by the ledger is deleted, and not handed over", async () => {
  // Prepare
  const bucket = new MemoryBucket();
  for (const [number, state] of (["done", "discarded"] as const).entries()) {
    bucket.add(number, [record("a", number)]);
    const [key = ""] = [...bucket.objects.keys()].slice(-1);
    bucket.entries.set(idOf(number), { version: 1, key, state, records: 1, handled: 1, attempts: [] });
  }
  const fn = new FakeFunction();

  // Act
  const outcomes = await run(bucket, fn);

  // Assess
  expect(outcomes.map(({ kind }) => kind)).toEqual(["handled", "handled"]);
  expect(fn.events).toEqual([]);
  expect(bucket.objects.size).toBe(0);
});

test("records that were overtaken are left out and noted down; what fails among the others is still found", async () => {
  // Prepare
  const bucket = new MemoryBucket();
  bucket.add(
    1,
    [1, 2, 3, 4, 5].map((sequence) => record(`item-${sequence}`, sequence)),
  );
  bucket.add(2, [record("other", 6)]);
  const fn = new FakeFunction();
  fn.broken.add("4");
  const even = async (records: readonly ReplayRecord[]) =>
    new Set(records.filter((each) => [1, 3, 5, 6].includes(sequenceOf(each))));

  // Act
  const [first, all] = await run(bucket, fn, undefined, even);
  fn.broken.clear();
  const [again] = await run(bucket, fn, undefined, even);

  // Assess
  expect(first).toMatchObject({ kind: "left", handled: 1, overtaken: 2, left: 2 });
  expect(all).toMatchObject({ kind: "handled", handled: 0, overtaken: 1 });
  expect(again).toMatchObject({ kind: "handled", handled: 1, overtaken: 1, left: 0 });
  expect(fn.events).toEqual([[2, 4], [4], [4]]);
  expect(bucket.entries.get(idOf(2))?.attempts).toMatchObject([{ handled: 0, overtaken: 1 }]);
  expect(bucket.objects.size).toBe(0);
});

/** Batches of a few shards with changes of a few items, whose sequence numbers rise in each shard. */
const BATCHES = fc
  .array(
    fc.record({
      shard: fc.integer({ min: 1, max: 3 }),
      items: fc.array(fc.constantFrom("a", "b", "c", "d"), { minLength: 1, maxLength: 5 }),
    }),
    { minLength: 1, maxLength: 8 },
  )
  .map((batches) => {
    let sequence = 0;
    return batches.map(({ shard, items }) => ({
      shard: `shardId-${shard}`,
      records: items.map((item) => record(`${item}`, ++sequence)),
    }));
  });

function bucketOf(batches: readonly { shard: string; records: ReplayRecord[] }[]): MemoryBucket {
  const bucket = new MemoryBucket();
  // The newest first: the order of S3's listing says nothing.
  for (const [number, { shard, records }] of [...batches.entries()].reverse())
    bucket.add(number, records, shard);
  return bucket;
}

test("without a failure every record is handled exactly once, each item's in order", async () => {
  await fc.assert(
    fc.asyncProperty(BATCHES, async (batches) => {
      // Prepare
      const fn = new FakeFunction();
      const bucket = bucketOf(batches);
      // Act
      await run(bucket, fn);
      // Assess
      const all = batches.flatMap(({ records }) => records.map(sequenceOf));
      expect(fn.handled.map(sequenceOf).sort((a, b) => a - b)).toEqual(all);
      for (const order of Object.values(orderPerItem(fn.handled))) {
        expect(order).toEqual([...order].sort((a, b) => a - b));
      }
      expect(bucket.objects.size).toBe(0);
    }),
  );
});

test("killed anywhere and failing anywhere, it loses nothing, keeps each item's order, and repeats only what was in flight", async () => {
  const steps = fc.array(fc.integer({ min: 1, max: 12 }), { maxLength: 6 });
  const broken = fc.array(fc.integer({ min: 1, max: 20 }), { maxLength: 4 });
  await fc.assert(
    fc.asyncProperty(BATCHES, steps, broken, async (batches, kills, failing) => {
      // Prepare
      const bucket = bucketOf(batches);
      const fn = new FakeFunction();
      for (const sequence of failing) fn.broken.add(String(sequence));

      // Act: each run ends at its n-th write or call; the function is fixed before the last one.
      for (const kill of kills) {
        let left = kill;
        const step = () => {
          left -= 1;
          if (left < 0) throw new Error("killed");
        };
        bucket.beforeWrite = step;
        fn.beforeCall = step;
        await run(bucket, fn).catch(() => undefined);
      }
      bucket.beforeWrite = () => undefined;
      fn.beforeCall = () => undefined;
      fn.broken.clear();
      const before = fn.handled.length;
      const started = [...bucket.entries.values()].filter(({ state }) => state === "started").length;
      await run(bucket, fn);

      // Assess
      const all = batches.flatMap(({ records }) => records.map(sequenceOf));
      expect([...new Set(fn.handled.map(sequenceOf))].sort((a, b) => a - b)).toEqual(all);
      for (const order of Object.values(orderPerItem(fn.handled))) {
        expect(order).toEqual([...order].sort((a, b) => a - b));
      }
      expect(bucket.objects.size).toBe(0);
      if (started === 0) {
        const first = new Set(fn.handled.slice(0, before).map(sequenceOf));
        expect(fn.handled.slice(before).filter((each) => first.has(sequenceOf(each)))).toEqual([]);
      }
    }),
  );
});
