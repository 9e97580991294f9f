import { groupBy } from "./group-by";
import { type LedgerItem, type Run, recordsOf } from "./run";

/** What is compared of a stream's record. */
export interface StreamRecord {
  readonly shardId: string;
  readonly sequence: bigint;
  /** When it was written, seconds since 1970. */
  readonly time: number;
}

/** A place where ledger and stream differ. */
export interface Difference {
  readonly shardId: string;
  /** Start of the period, milliseconds since 1970. */
  readonly start: number;
  /** `gap`: the ledger lacks records. `surplus`: it has more than the stream. `open`: its window has not ended yet. */
  readonly kind: "gap" | "surplus" | "open";
  readonly records: number;
}

export interface Reconciled {
  /** Records of the stream that the ledger has. */
  readonly counted: number;
  readonly differences: readonly Difference[];
}

/**
 * Compares the records that a stream still has with the ledger. Runs that begin before the oldest record of their shard
 * cannot be compared in full: of those, only the end is looked at.
 * @param settled what was written before this time must be in the ledger, milliseconds since 1970
 */
export function reconcile(
  records: readonly StreamRecord[],
  items: readonly LedgerItem[],
  settled: number,
): Reconciled {
  const byShard = groupBy(records, ({ shardId }) => shardId);
  const covered = new Set<StreamRecord>();
  const differences = items.flatMap((item) => {
    const shard = byShard.get(item.shardId) ?? [];
    return item.runs.flatMap((run) => {
      const inside = shard.filter((record) => isIn(record, item, run));
      for (const record of inside) covered.add(record);
      const isWhole = shard[0] !== undefined && BigInt(run.first) >= shard[0].sequence;
      const missing = isWhole ? inside.length - recordsOf(run) : 0;
      return missing === 0 ? [] : [difference(item, missing)];
    });
  });
  const left = records.filter((record) => !covered.has(record));
  return { counted: covered.size, differences: [...differences, ...uncovered(left, settled)] };
}

/** The highest sequence number that a ledger has of each shard. */
export function lastOfShards(items: readonly LedgerItem[]): Map<string, bigint> {
  const lasts = items.flatMap(({ shardId, runs }) =>
    runs.map(({ last }): [string, bigint] => [shardId, BigInt(last)]),
  );
  const highest = new Map<string, bigint>();
  for (const [shardId, last] of lasts) {
    if (last > (highest.get(shardId) ?? 0n)) highest.set(shardId, last);
  }
  return highest;
}

function isIn(
  { time, sequence }: StreamRecord,
  { start, seconds }: LedgerItem,
  { first, last }: Run,
): boolean {
  const ms = time * 1000;
  return ms >= start && ms < start + seconds * 1000 && sequence >= BigInt(first) && sequence <= BigInt(last);
}

function difference({ shardId, start }: LedgerItem, missing: number): Difference {
  return { shardId, start, kind: missing > 0 ? "gap" : "surplus", records: Math.abs(missing) };
}

/** Records that no run covers, by shard and minute. */
function uncovered(records: readonly StreamRecord[], settled: number): Difference[] {
  const groups = groupBy(records, ({ shardId, time }) => `${time - (time % 60)} ${shardId}`);
  return [...groups].map(([key, some]) => {
    const [start = "0", shardId = ""] = key.split(" ");
    const ms = Number(start) * 1000;
    return { shardId, start: ms, kind: ms < settled ? "gap" : "open", records: some.length };
  });
}
