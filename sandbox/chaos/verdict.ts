import { counted } from "../../errors/counted";
import type { HandledRecord } from "./handled-log";
import type { RecordKind } from "./plan";

/** Everything that a run left behind. */
export interface Evidence {
  /** Records written, numbered from 0 on. */
  readonly written: number;
  readonly handled: readonly HandledRecord[];
  /** Numbers of the records at the destination. */
  readonly discarded: readonly number[];
  /** Item that a record belongs to. */
  keyOf(n: number): string;
  kindOf(n: number): RecordKind;
  /** Times in which access was denied, the seconds left out in which an old decision may still count. */
  readonly denied: readonly { readonly from: number; readonly to: number }[];
  /** How often the service was killed. */
  readonly kills: number;
  /** Records in flight at most: batch size times parallelization. */
  readonly inFlight: number;
}

/** What is counted of a run. */
export interface Counts {
  readonly written: number;
  readonly handled: number;
  readonly atDestination: number;
  readonly lost: number;
  readonly poisonHandled: number;
  readonly goodDiscarded: number;
  readonly repeated: number;
  readonly repeatsAllowed: number;
  readonly outOfOrder: number;
  readonly whileDenied: number;
}

/** Counts a run, and says what must not have happened. */
export function judge(evidence: Evidence): {
  readonly counts: Counts;
  readonly violations: readonly string[];
} {
  const counts = count(evidence);
  const violations = [
    counts.lost > 0 && `${counted(counts.lost, "record")} lost`,
    counts.poisonHandled > 0 && `${counted(counts.poisonHandled, "record")} handled that cannot be`,
    counts.goodDiscarded > 0 && `${counted(counts.goodDiscarded, "good record")} discarded`,
    counts.repeated > counts.repeatsAllowed &&
      `${counted(counts.repeated, "repeat")}, allowed ${counts.repeatsAllowed}`,
    counts.outOfOrder > 0 && `${counted(counts.outOfOrder, "record")} of an item before an earlier one`,
    counts.whileDenied > 0 && `${counted(counts.whileDenied, "record")} delivered while access was denied`,
  ];
  return { counts, violations: violations.filter((violation) => violation !== false) };
}

function count(evidence: Evidence): Counts {
  const { written, handled, discarded, kindOf, denied } = evidence;
  const unique = new Set(handled.map(({ n }) => n));
  const ended = new Set([...unique, ...discarded]);
  const isPoison = (n: number) => ["throws", "reported"].includes(kindOf(n));
  return {
    written,
    handled: unique.size,
    atDestination: new Set(discarded).size,
    lost: written - ended.size,
    poisonHandled: [...unique].filter(isPoison).length,
    goodDiscarded: [...new Set(discarded)].filter((n) => !isPoison(n)).length,
    repeated: handled.length + discarded.length - unique.size - new Set(discarded).size,
    repeatsAllowed: evidence.kills * evidence.inFlight,
    outOfOrder: outOfOrder(evidence),
    whileDenied: handled.filter(({ at }) => denied.some(({ from, to }) => at > from && at < to)).length,
  };
}

/** Records that were handled for the first time after a later one of the same item had been. */
function outOfOrder({ handled, keyOf }: Evidence): number {
  const latest = new Map<string, number>();
  const seen = new Set<number>();
  let wrong = 0;
  for (const { n } of handled) {
    if (seen.has(n)) continue;
    seen.add(n);
    const key = keyOf(n);
    if (n < (latest.get(key) ?? -1)) wrong += 1;
    latest.set(key, Math.max(n, latest.get(key) ?? -1));
  }
  return wrong;
}
