import fc from "fast-check";
import { functionLogger } from "../../../../lambda-src/shared/redaction/function-logger";
import { createHandler, type UsageMeter } from "../../../../lambda-src/usage-meter/create-handler";
import { tableLedger } from "../../../../lambda-src/usage-meter/ledger";
import { fromItem } from "../../../../lambda-src/usage-meter/ledger-item";
import type { Slot } from "../../../../lambda-src/usage-meter/merge-runs";
import { MemoryTable } from "./support/memory-table";
import { PublishedMetrics } from "./support/published-metrics";
import { type Fault, type Reading, read } from "./support/reading";
import { recordsOf, type TestChange } from "./support/test-records";

const SECONDS = 60;

const amount = fc.oneof(fc.bigInt(-2000n, 2000n), fc.bigInt(-(10n ** 37n), 10n ** 37n));

/** Time goes on, and now and then a record comes late. */
const changes = fc
  .array(
    fc.record(
      {
        eventName: fc.constantFrom("INSERT", "MODIFY", "REMOVE"),
        key: fc.constantFrom("a", "b", "c", "d"),
        step: fc.constantFrom(0, 0, 1, 1, 1, 5, 30, 70),
        late: fc.constantFrom(0, 0, 0, 0, 0, 0, 20, 80),
        amount,
      },
      { requiredKeys: ["eventName", "key", "step", "late"] },
    ),
    { minLength: 1, maxLength: 40, size: "max" },
  )
  .map((list): TestChange[] => {
    let now = 1_767_225_600;
    return list.map(({ step, late, ...change }) => {
      now += step;
      return { ...change, time: now - late };
    });
  });

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
  return { slots: slotsOf(table), conflicts };
}

function meterOf(table: MemoryTable, names: readonly string[], metrics: PublishedMetrics): UsageMeter {
  const sums = names.map((name) => ({ name, path: [name] }));
  return createHandler({
    ledger: tableLedger(table.client, "Ledger"),
    logger: functionLogger({ logLevel: "SILENT" }),
    metrics,
    settings: { seconds: SECONDS, measures: { sums, distinctKeys: true } },
  });
}

function slotsOf({ items }: MemoryTable): Map<number, Slot> {
  const slots = [...items.values()].map((item): [number, Slot] => {
    const start = Date.parse(item.slot?.S?.split("/")[0] ?? "") / 1000;
    return [start, fromItem(item, { start, seconds: SECONDS }).slot];
  });
  return new Map(slots);
}

interface Totals {
  readonly inserts: number;
  readonly modifies: number;
  readonly removes: number;
  readonly bytes: number;
  /** Thousandths. */
  readonly amount: bigint;
}

function counted({ runs: list }: Slot): Totals {
  const sum = (name: "inserts" | "modifies" | "removes" | "bytes") =>
    list.reduce((total, run) => total + run[name], 0);
  return {
    inserts: sum("inserts"),
    modifies: sum("modifies"),
    removes: sum("removes"),
    bytes: sum("bytes"),
    amount: list.reduce((total, { sums }) => total + thousandths(sums.amount ?? "0"), 0n),
  };
}

function thousandths(text: string): bigint {
  const [whole = "", fraction = ""] = text.replace("-", "").split(".");
  const units = BigInt(whole + fraction.padEnd(3, "0"));
  return text.startsWith("-") ? -units : units;
}

/** Counted once from the changes themselves, without windows, runs or ledger. */
function naive(list: readonly TestChange[]): Map<number, Totals> {
  const totals = new Map<number, Totals>();
  for (const { eventName, time, key, amount: value = 0n } of list) {
    const start = time - (time % SECONDS);
    const was = totals.get(start) ?? { inserts: 0, modifies: 0, removes: 0, bytes: 0, amount: 0n };
    totals.set(start, {
      inserts: was.inserts + (eventName === "INSERT" ? 1 : 0),
      modifies: was.modifies + (eventName === "MODIFY" ? 1 : 0),
      removes: was.removes + (eventName === "REMOVE" ? 1 : 0),
      bytes: was.bytes + 10 + key.length,
      amount: was.amount + (eventName === "REMOVE" ? 0n : value),
    });
  }
  return totals;
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
