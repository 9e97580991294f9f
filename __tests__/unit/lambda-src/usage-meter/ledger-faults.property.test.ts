import fc from "fast-check";
import { changes, counted, meterOf, naive, SECONDS, slotsOf, type Totals } from "./support/counting";
import { MemoryTable, type Write } from "./support/memory-table";
import { PublishedMetrics } from "./support/published-metrics";
import { type Fault, read } from "./support/reading";
import { recordsOf } from "./support/test-records";

const RUNS = { seed: 20_261_122, numRuns: Number(process.env.FUZZ_RUNS ?? 300) };
const batches = fc.array(
  fc.record({
    size: fc.integer({ min: 1, max: 12 }),
    fault: fc.constantFrom<Fault>("none", "answer-lost", "bisected", "sent-twice"),
  }),
  { minLength: 1, maxLength: 6 },
);
const writes = fc.array(fc.constantFrom<Write>("done", "refused", "answer-lost"), {
  maxLength: 20,
  size: "max",
});

function unresolvedIn(table: MemoryTable) {
  return slotsOf(table).flatMap(([, { unresolved }]) => unresolved);
}

test("the ledger is exact although writes fail, before or after they took effect, while two mappings read", async () => {
  const once = fc.record({ list: changes, one: batches, two: batches, writes });
  await fc.assert(
    fc.asyncProperty(once, async ({ list, one, two, writes: outcomes }) => {
      // Prepare
      const table = new MemoryTable([0, 2, 1], outcomes);
      const metrics = new PublishedMetrics();
      const meter = meterOf(table, ["amount"], metrics);
      const place = { seconds: SECONDS, meterAt: () => meter };
      const records = recordsOf(list);
      // Act
      await Promise.all([one, two].map((some) => read(records, { from: 0, batches: some }, place)));
      // Assess
      expect(new Map(slotsOf(table).map(([start, slot]) => [start, counted(slot)]))).toEqual(naive(list));
      expect(unresolvedIn(table)).toEqual([]);
    }),
    RUNS,
  );
});

test("a period that goes on in other shards adds up over all of them", async () => {
  const split = fc.record({
    list: changes,
    at: fc.nat(39),
    side: fc.array(fc.boolean(), { minLength: 1 }),
    batches,
  });
  await fc.assert(
    fc.asyncProperty(split, async ({ list, at, side, batches: some }) => {
      // Prepare: a shard that splits into two, each with a part of the later records.
      const table = new MemoryTable();
      const meter = meterOf(table, ["amount"], new PublishedMetrics());
      const shardOf = (index: number) =>
        index < at % list.length ? "parent" : side[index % side.length] ? "left" : "right";
      const records = recordsOf(list);
      // Act
      for (const shardId of ["parent", "left", "right"]) {
        const own = records.filter((_, index) => shardOf(index) === shardId);
        await read(own, { from: 0, batches: some }, { seconds: SECONDS, meterAt: () => meter, shardId });
      }
      // Assess
      const totals = new Map<number, Totals>();
      for (const [start, slot] of slotsOf(table)) totals.set(start, sum(totals.get(start), counted(slot)));
      expect(totals).toEqual(naive(list));
      expect(unresolvedIn(table)).toEqual([]);
    }),
    RUNS,
  );
});

function sum(one: Totals | undefined, other: Totals): Totals {
  if (!one) return other;
  return {
    inserts: one.inserts + other.inserts,
    modifies: one.modifies + other.modifies,
    removes: one.removes + other.removes,
    bytes: one.bytes + other.bytes,
    amount: one.amount + other.amount,
  };
}
