import { addDecimals } from "./add-decimals";
import { DifferentKeys } from "./different-keys";
import { groupBy } from "./group-by";
import { type LedgerItem, type Run, recordsOf } from "./run";

export const PERIODS = ["hour", "day", "month"] as const;
export type Period = (typeof PERIODS)[number];

/** What was counted in a time. */
export interface Totals {
  readonly inserts: number;
  readonly modifies: number;
  readonly removes: number;
  readonly bytes: number;
  readonly unmeasured: number;
  /** Exact sums, by name. */
  readonly sums: Readonly<Record<string, string>>;
  /** Records that were counted while a sum was not yet, or no longer, in the environment file; by the sum's name. */
  readonly notSummed: Readonly<Record<string, number>>;
  /** About how many different items changed; absent if that was not measured. */
  readonly differentItems?: number;
}

/** The totals of one hour, day or month of UTC. */
export interface PeriodTotals extends Totals {
  /** Milliseconds since 1970. */
  readonly start: number;
}

/** The totals of each hour, day or month in which something was counted, in the order of time. */
export function totalsBy(items: readonly LedgerItem[], period: Period): PeriodTotals[] {
  const groups = groupBy(items, (item) => startOf(item.start, period));
  const names = sumNames(items);
  return [...groups].sort(([a], [b]) => a - b).map(([start, some]) => ({ start, ...totalsOf(some, names) }));
}

/** The totals of all items. @param names of the sums @default those that the items have */
export function totalsOf(items: readonly LedgerItem[], names = sumNames(items)): Totals {
  const runs = items.flatMap((item) => item.runs);
  const sum = (of: (run: Run) => number) => runs.reduce((total, run) => total + of(run), 0);
  const sketches = runs.flatMap(({ sketch }) => sketch ?? []);
  const keys = new DifferentKeys();
  for (const sketch of sketches) keys.add(sketch);
  return {
    inserts: sum(({ inserts }) => inserts),
    modifies: sum(({ modifies }) => modifies),
    removes: sum(({ removes }) => removes),
    bytes: sum(({ bytes }) => bytes),
    unmeasured: sum(({ unmeasured }) => unmeasured),
    sums: Object.fromEntries(
      names.map((name) => [
        name,
        runs.reduce((total, { sums }) => addDecimals(total, ownSum(sums, name)), "0"),
      ]),
    ),
    notSummed: Object.fromEntries(
      names.flatMap((name) => {
        const left = sum((run) => (Object.hasOwn(run.sums, name) ? 0 : recordsOf(run)));
        return left > 0 ? [[name, left]] : [];
      }),
    ),
    ...(sketches.length > 0 && { differentItems: keys.estimate() }),
  };
}

function sumNames(items: readonly LedgerItem[]): string[] {
  return [...new Set(items.flatMap(({ runs }) => runs.flatMap(({ sums }) => Object.keys(sums))))].sort();
}

/** Begin of the hour, day or month of UTC that a moment is in. All are in milliseconds since 1970. */
export function startOf(ms: number, period: Period): number {
  const text = new Date(ms).toISOString();
  if (period === "hour") return Date.parse(`${text.slice(0, 13)}:00:00Z`);
  return Date.parse(period === "day" ? text.slice(0, 10) : `${text.slice(0, 7)}-01`);
}

/** A sum may have the name of what every object inherits, such as `constructor`. */
function ownSum(sums: Run["sums"], name: string): string {
  return (Object.hasOwn(sums, name) ? sums[name] : undefined) ?? "0";
}
