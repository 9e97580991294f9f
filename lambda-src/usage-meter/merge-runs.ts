import { type Run, recordsOf } from "./run";
import { compareSequence } from "./sequence";

/** What the ledger knows of one period in one shard. */
export interface Slot {
  /** Runs that touch nowhere: together they are what was counted. */
  readonly runs: readonly Run[];
  /** Runs that contradict the others: they are kept and reported, and not counted. */
  readonly unresolved: readonly Run[];
}

/**
 * What the ledger knows after one more run. Every reading of a stream sees the same records of a period in the same order,
 * so what lies in the range of a run has been counted by it:
 * - a run in the range of another is dropped;
 * - a run replaces those in its own range;
 * - a run that touches no other stands beside them;
 * - a run that overlaps another in part, or that counts what the other has missed, is unresolved.
 * @returns the same slot if nothing changes
 */
export function mergeRun(slot: Slot, run: Run): Slot {
  const holder = slot.runs.find((other) => covers(other, run));
  if (holder) return contradicts(holder, [run]) ? withUnresolved(slot, run) : slot;

  const touched = slot.runs.filter((other) => overlaps(other, run));
  const isPartial = touched.some((other) => !covers(run, other));
  if (isPartial || contradicts(run, touched)) return withUnresolved(slot, run);
  return {
    runs: [...slot.runs.filter((other) => !touched.includes(other)), run].sort(bySequence),
    unresolved: slot.unresolved.filter((other) => !covers(run, other) || contradicts(run, [other])),
  };
}

/** Whether what a run has counted is in the totals: in a run of its own, or in one that covers it. */
export function isCounted({ runs }: Slot, run: Run): boolean {
  return runs.some((other) => covers(other, run) && !contradicts(other, [run]));
}

/** More records in a part than in the whole, or not as many in the same range: one of the two has missed some. */
function contradicts(whole: Run, parts: readonly Run[]): boolean {
  const inside = parts.reduce((sum, part) => sum + recordsOf(part), 0);
  if (inside > recordsOf(whole)) return true;
  return parts.some((part) => covers(part, whole) && recordsOf(part) !== recordsOf(whole));
}

function withUnresolved(slot: Slot, run: Run): Slot {
  const isKnown = slot.unresolved.some((other) => covers(other, run) && !contradicts(other, [run]));
  if (isKnown) return slot;
  return { ...slot, unresolved: [...slot.unresolved, run].sort(bySequence) };
}

function covers(whole: Run, part: Run): boolean {
  return compareSequence(whole.first, part.first) <= 0 && compareSequence(part.last, whole.last) <= 0;
}

function overlaps(one: Run, other: Run): boolean {
  return compareSequence(one.first, other.last) <= 0 && compareSequence(other.first, one.last) <= 0;
}

function bySequence(one: Run, other: Run): number {
  return compareSequence(one.first, other.first);
}
