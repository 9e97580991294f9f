import fc from "fast-check";
import type { Slot } from "../../../../lambda-src/usage-meter/merge-runs";
import { changes, counted, meterOf, naive, SECONDS, slotsOf } from "./support/counting";
import { MemoryTable } from "./support/memory-table";
import { PublishedMetrics } from "./support/published-metrics";
import { type Fault, type Reading, read } from "./support/reading";
import { recordsOf } from "./support/test-records";

function readings(faults: readonly Fault[]): fc.Arbitrary<Reading> {
  const batch = fc.record({ size: fc.integer({ min: 1, max: 12 }), fault: fc.constantFrom(...faults) });
  return fc.record({
    from: fc.nat(39),
    // A fault in every batch, without end, would let no window end.
    batches: fc.array(batch, { minLength: 1, maxLength: 9 }).map((list) => [...list, PLAIN]),
  });
}

const PLAIN = { size: 5, fault: "none" } as const;
const delays = fc.array(fc.nat(9), { minLength: 1, maxLength: 5 });

/** A mapping that reads everything to its end, beside others that read a part. */
function runs(faults: readonly Fault[]) {
  const complete = readings(faults.filter((fault) => fault !== "deleted")).map((one) => ({
    ...one,
    from: 0,
  }));
  return fc.record({
    changes,
    delays,
    first: complete,
    others: fc.array(readings(faults), { maxLength: 3 }),
    order: fc.constantFrom("first", "last", "together"),
    deployedAt: fc.nat(60),
  });
}

type Run = typeof runs extends (...args: never[]) => fc.Arbitrary<infer T> ? T : never;

/** What the ledger holds after all readings, by the start of each period. */
async function ledgerAfter(run: Run): Promise<Map<number, Slot>> {
  return (await ledgerAndConflicts(run)).slots;
}

async function ledgerAndConflicts({ changes: list, delays: turns, first, others, order, deployedAt }: Run) {
  const table = new MemoryTable(turns);
  const records = recordsOf(list);
  const placed = ({ from, ...reading }: Reading): Reading => ({ ...reading, from: from % records.length });
  const metrics = new PublishedMetrics();
  const meters = [meterOf(table, ["amount"], metrics), meterOf(table, ["amount", "more"], metrics)] as const;
  const meterAt = (place: number) => (place < deployedAt ? meters[0] : meters[1]);
  const readAll = (some: readonly Reading[]) =>
    Promise.all(some.map((reading) => read(records, placed(reading), { seconds: SECONDS, meterAt })));
  const [before, meanwhile, after] = {
    first: [[first], [], others],
    last: [others, [], [first]],
    together: [[], [first, ...others], []],
  }[order];
  await readAll(before ?? []);
  await readAll(meanwhile ?? []);
  await readAll(after ?? []);
  const conflicts = metrics.published.reduce((sum, { LedgerConflicts = 0 }) => sum + LedgerConflicts, 0);
  return { slots: new Map(slotsOf(table)), conflicts };
}

const RUNS = { seed: 20_261_122, numRuns: Number(process.env.FUZZ_RUNS ?? 300) };

test("the ledger equals the naive count, whatever is sent again, by however many mappings, from wherever they start", async () => {
  const faults: Fault[] = ["none", "answer-lost", "bisected", "sent-twice"];
  await fc.assert(
    fc.asyncProperty(runs(faults), async (run) => {
      // Act
      const slots = await ledgerAfter({ ...run, deployedAt: 100 });
      // Assess
      expect(new Map([...slots].map(([start, slot]) => [start, counted(slot)]))).toEqual(naive(run.changes));
      expect([...slots.values()].flatMap(({ unresolved }) => unresolved)).toEqual([]);
    }),
    RUNS,
  );
});

test("one mapping is exact although its windows end early and its function is deployed meanwhile", async () => {
  const faults: Fault[] = ["none", "answer-lost", "bisected", "sent-twice", "ended-early"];
  await fc.assert(
    fc.asyncProperty(runs(faults), async (run) => {
      const slots = await ledgerAfter({ ...run, others: [] });
      expect(new Map([...slots].map(([start, slot]) => [start, counted(slot)]))).toEqual(naive(run.changes));
      expect([...slots.values()].flatMap(({ unresolved }) => unresolved)).toEqual([]);
    }),
    RUNS,
  );
});

test("whatever happens, a period is exact or says that it is not", async () => {
  const faults: Fault[] = [
    ...(["none", "answer-lost", "bisected", "sent-twice", "deleted"] satisfies Fault[]),
    ...(["ended-early", "ended-early", "ended-early"] satisfies Fault[]),
  ];
  let exact = 0;
  let reported = 0;
  await fc.assert(
    fc.asyncProperty(runs(faults), async (run) => {
      const { slots, conflicts } = await ledgerAndConflicts(run);
      const unresolved = [...slots.values()].flatMap((slot) => slot.unresolved);
      // What the ledger keeps apart, the metric has told.
      expect(conflicts).toBeGreaterThanOrEqual(unresolved.length);
      for (const [start, totals] of naive(run.changes)) {
        const slot = slots.get(start) ?? { runs: [], unresolved: [] };
        if (slot.unresolved.length > 0) reported += 1;
        else {
          exact += 1;
          expect([start, counted(slot)]).toEqual([start, totals]);
        }
      }
      expect(slots.size).toBe(naive(run.changes).size);
    }),
    RUNS,
  );
  // Both happen, or the test would say nothing.
  expect(exact).toBeGreaterThan(reported);
  expect(reported).toBeGreaterThan(0);
});
