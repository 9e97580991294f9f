import fc from "fast-check";
import { functionLogger } from "../../../../../lambda-src/shared/redaction/function-logger";
import { createHandler, type UsageMeter } from "../../../../../lambda-src/usage-meter/create-handler";
import { tableLedger } from "../../../../../lambda-src/usage-meter/ledger";
import { fromItem } from "../../../../../lambda-src/usage-meter/ledger-item";
import type { Slot } from "../../../../../lambda-src/usage-meter/merge-runs";
import type { MemoryTable } from "./memory-table";
import type { PublishedMetrics } from "./published-metrics";
import type { TestChange } from "./test-records";

/** Length of the periods in all of these tests. */
export const SECONDS = 60;

const amount = fc.oneof(fc.bigInt(-2000n, 2000n), fc.bigInt(-(10n ** 37n), 10n ** 37n));

/** Time goes on, and now and then a record comes late. */
export const changes = fc
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

/** A meter that adds up the attributes of these names. */
export function meterOf(table: MemoryTable, names: readonly string[], metrics: PublishedMetrics): UsageMeter {
  const sums = names.map((name) => ({ name, path: [name] }));
  return createHandler({
    ledger: tableLedger(table.client, "Ledger"),
    logger: functionLogger({ logLevel: "SILENT" }),
    metrics,
    settings: { seconds: SECONDS, measures: { sums, distinctKeys: true } },
  });
}

/** What the ledger holds: the start of a period, and what is known of it in one shard. */
export function slotsOf({ items }: MemoryTable): [start: number, slot: Slot][] {
  return [...items.values()].map((item) => {
    const start = Date.parse(item.slot?.S?.split("/")[0] ?? "") / 1000;
    return [start, fromItem(item, { start, seconds: SECONDS }).slot];
  });
}

export interface Totals {
  readonly inserts: number;
  readonly modifies: number;
  readonly removes: number;
  readonly bytes: number;
  /** Thousandths. */
  readonly amount: bigint;
}

/** What a slot has counted, without what it keeps apart. */
export function counted({ runs: list }: Slot): Totals {
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
export function naive(list: readonly TestChange[]): Map<number, Totals> {
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
