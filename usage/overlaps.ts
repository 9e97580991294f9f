import { type LedgerItem, type Run, recordsOf } from "./run";

/** Counts that cannot be told apart for sure. */
export interface Overlap {
  readonly shardId: string;
  /** Start of the period, milliseconds since 1970. */
  readonly start: number;
  readonly first: string;
  readonly last: string;
  readonly records: number;
  /** `apart`: in no total. `counted`: in the totals, perhaps twice. */
  readonly in: "apart" | "counted";
}

/**
 * What the ledger could not resolve: runs that it keeps apart, and runs of windows of different lengths that overlap in
 * time and in the stream.
 */
export function overlapsIn(items: readonly LedgerItem[]): Overlap[] {
  return [
    ...items.flatMap((item) => item.unresolved.map((run) => overlap(item, run, "apart"))),
    ...items.flatMap((item, place) =>
      items
        .slice(place + 1)
        .filter((other) => other.shardId === item.shardId && meetInTime(item, other))
        .flatMap((other) =>
          other.runs
            .filter((run) => item.runs.some((one) => meet(one, run)))
            .map((run) => overlap(other, run, "counted")),
        ),
    ),
  ];
}

function overlap({ shardId, start }: LedgerItem, run: Run, where: Overlap["in"]): Overlap {
  const { first, last } = run;
  return { shardId, start, first, last, records: recordsOf(run), in: where };
}

function meetInTime(one: LedgerItem, other: LedgerItem): boolean {
  return one.start < other.start + other.seconds * 1000 && other.start < one.start + one.seconds * 1000;
}

function meet(one: Run, other: Run): boolean {
  return BigInt(one.first) <= BigInt(other.last) && BigInt(other.first) <= BigInt(one.last);
}
