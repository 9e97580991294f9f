import { setImmediate as settle } from "node:timers/promises";
import fc from "fast-check";
import { processInOrder } from "../../../../lambda-src/stream-handler/process-in-order";

/** A record of a random batch. */
interface TestRecord {
  readonly index: number;
  readonly item: string;
  readonly fails: boolean;
}

/** What happened to a record, in the order it happened. */
type Step = readonly [what: "start" | "done" | "fail", record: TestRecord];

describe("processInOrder", () => {
  test("handles every record of a batch", async () => {
    // Prepare
    const { steps, options } = recorder(() => Promise.resolve());
    // Act
    const outcome = await processInOrder(batch("a", "b", "a"), { ...options, concurrency: 16 });
    // Assess
    expect(outcome).toEqual({ handled: 3, failed: 0 });
    expect(trace(steps)).toEqual(["start 0", "start 1", "done 0", "done 1", "start 2", "done 2"]);
  });

  test("has nothing to do for an empty batch", async () => {
    const { options } = recorder(() => Promise.resolve());
    expect(await processInOrder([], { ...options, concurrency: 16 })).toEqual({ handled: 0, failed: 0 });
  });

  test("starts no later record after a failure, and finishes what comes before it", async () => {
    // Prepare: record 0 is slow, record 1 waits for it, record 2 fails at once.
    const slow = barrier();
    const { steps, options } = recorder(({ index }) => (index === 0 ? slow.opened : Promise.resolve()));
    const records = batch("a", "a", "b!", "c", "d");
    // Act
    const running = processInOrder(records, { ...options, concurrency: 2 });
    await settle();
    slow.open();
    // Assess
    expect(await running).toEqual({ handled: 2, failed: 1, firstFailure: 2 });
    expect(trace(steps)).toEqual(["start 0", "start 2", "fail 2", "done 0", "start 1", "done 1"]);
  });

  test("reports the lowest of several failures", async () => {
    // Prepare
    const slow = barrier();
    const { options } = recorder(({ index }) => (index === 1 ? slow.opened : Promise.resolve()));
    // Act
    const running = processInOrder(batch("a", "b!", "c", "d!"), { ...options, concurrency: 16 });
    await settle();
    slow.open();
    // Assess
    expect(await running).toEqual({ handled: 2, failed: 2, firstFailure: 1 });
  });

  test("takes a handler that throws before it awaits for a failure like any other", async () => {
    // Prepare
    const failures: unknown[] = [];
    const handle = () => {
      throw new Error("at once");
    };
    const onFailure = (_: string, error: unknown) => failures.push(error);
    // Act
    const outcome = await processInOrder(["a"], { keyOf: String, handle, onFailure, concurrency: 1 });
    // Assess
    expect(outcome).toEqual({ handled: 0, failed: 1, firstFailure: 0 });
    expect(failures).toEqual([new Error("at once")]);
  });

  test("keeps its promises for any batch, any failures and any order of completion", async () => {
    const anyBatch = fc
      .array(
        fc.record({ item: fc.constantFrom("a", "b", "c", "d", "e"), fails: fc.nat(9).map((n) => n === 0) }),
        {
          maxLength: 25,
        },
      )
      .map((records) => records.map((record, index): TestRecord => ({ ...record, index })));

    await fc.assert(
      fc.asyncProperty(
        anyBatch,
        fc.integer({ min: 1, max: 6 }),
        fc.scheduler(),
        async (records, concurrency, s) => {
          // Prepare
          const { steps, options } = recorder(() => s.schedule(Promise.resolve()));
          // Act
          const running = processInOrder(records, { ...options, concurrency });
          while (s.count() > 0) {
            expectBusy(records, steps, concurrency);
            await s.waitOne();
            await settle();
          }
          const outcome = await running;
          // Assess
          expectOrder(steps, concurrency);
          expectOutcome(records, steps, outcome);
        },
      ),
      { numRuns: 500 },
    );
  });

  test("copes with the largest batch there is", async () => {
    // Prepare: AWS's limit is 10,000 records.
    const records = Array.from({ length: 10_000 }, (_, index) => `item-${index % 5_000}`);
    const handle = () => Promise.resolve();
    // Act
    const outcome = await processInOrder(records, {
      keyOf: String,
      handle,
      onFailure: fail,
      concurrency: 16,
    });
    // Assess
    expect(outcome).toEqual({ handled: 10_000, failed: 0 });
  });
});

function batch(...items: readonly string[]): TestRecord[] {
  return items.map((name, index) => ({ index, item: name.replace("!", ""), fails: name.endsWith("!") }));
}

/** A promise that the test resolves when it likes. */
function barrier() {
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open: () => open() };
}

function fail(): void {
  throw new Error("no record fails here");
}

/** Options of processInOrder that write down what happens. `wait` says how long a record takes. */
function recorder(wait: (record: TestRecord) => Promise<unknown>) {
  const steps: Step[] = [];
  const handle = async (record: TestRecord) => {
    steps.push(["start", record]);
    await wait(record);
    if (record.fails) throw new Error("failed");
    steps.push(["done", record]);
  };
  const onFailure = (record: TestRecord) => steps.push(["fail", record]);
  return { steps, options: { keyOf: ({ item }: TestRecord) => item, handle, onFailure } };
}

function trace(steps: readonly Step[]): string[] {
  return steps.map(([what, { index }]) => `${what} ${index}`);
}

const indexesOf = (steps: readonly Step[], wanted: Step[0]) =>
  steps.filter(([what]) => what === wanted).map(([, { index }]) => index);

/** While nothing has failed, as many items are worked on as may be. */
function expectBusy(records: readonly TestRecord[], steps: readonly Step[], concurrency: number): void {
  if (indexesOf(steps, "fail").length > 0) return;
  const done = indexesOf(steps, "done");
  const openItems = new Set(records.filter(({ index }) => !done.includes(index)).map(({ item }) => item));
  expect(indexesOf(steps, "start").length - done.length).toBe(Math.min(concurrency, openItems.size));
}

function expectOrder(steps: readonly Step[], concurrency: number): void {
  const running = new Map<string, number>();
  const lastStarted = new Map<string, number>();
  let lowestFailure = Number.POSITIVE_INFINITY;
  for (const [what, { item, index }] of steps) {
    if (what === "fail") lowestFailure = Math.min(lowestFailure, index);
    if (what !== "start") {
      running.delete(item);
      continue;
    }
    expect(running.has(item)).toBe(false);
    expect(index).toBeGreaterThan(lastStarted.get(item) ?? -1);
    expect(index).toBeLessThan(lowestFailure);
    running.set(item, index);
    lastStarted.set(item, index);
    expect(running.size).toBeLessThanOrEqual(concurrency);
  }
  expect(running.size).toBe(0);
}

function expectOutcome(records: readonly TestRecord[], steps: readonly Step[], outcome: object): void {
  const [done, failed] = [indexesOf(steps, "done"), indexesOf(steps, "fail")];
  const firstFailure = records.find(({ fails }) => fails)?.index;
  const counts = { handled: done.length, failed: failed.length };
  expect(outcome).toEqual(firstFailure === undefined ? counts : { ...counts, firstFailure });
  const before = records.slice(0, firstFailure).map(({ index }) => index);
  expect(done).toEqual(expect.arrayContaining(before));
}
