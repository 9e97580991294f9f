import pLimit from "p-limit";
import type { FoundBatch } from "./find-batches";
import { lanesOf } from "./lanes";
import { type BatchOutcome, type RedriveParts, redriveBatch } from "./redrive-batch";

/** A batch that was not tried: an older one with changes of the same items is still in the bucket. */
export interface WaitingBatch {
  readonly id: string;
  readonly kind: "waiting";
  /** ID of the older batch. */
  readonly behind: string;
}

/** What came of the batches of a run. */
export type RedriveOutcome = BatchOutcome | WaitingBatch;

export interface RedriveRun extends RedriveParts {
  /** Every batch that is in the bucket. */
  readonly batches: readonly FoundBatch[];
  /** Those that are to be handed over. */
  readonly selected: (found: FoundBatch) => boolean;
  /** Lanes that are worked on at once. */
  readonly concurrency: number;
  readonly onOutcome?: (outcome: RedriveOutcome) => void;
}

/**
 * Hands failed batches to their functions, older changes of an item before newer ones. A batch that stays in the bucket,
 * because it failed again or was not selected, holds up those that have newer changes of the same items.
 */
export async function redrive(run: RedriveRun): Promise<RedriveOutcome[]> {
  const limit = pLimit(run.concurrency);
  const lanes = lanesOf(run.batches).filter((lane) => lane.some(run.selected));
  const outcomes = await Promise.allSettled(lanes.map((lane) => limit(() => redriveLane(lane, run))));
  const failed = outcomes.find((outcome) => outcome.status === "rejected");
  if (failed) throw failed.reason;
  return outcomes.flatMap((outcome) => (outcome.status === "fulfilled" ? outcome.value : []));
}

async function redriveLane(lane: readonly FoundBatch[], run: RedriveRun): Promise<RedriveOutcome[]> {
  const heldUpBy = new Map<string, string>();
  const outcomes: RedriveOutcome[] = [];
  for (const found of lane) {
    if (run.signal?.aborted) break;
    const outcome = run.selected(found) ? await redriveNext(found, heldUpBy, run) : undefined;
    if (outcome) {
      outcomes.push(outcome);
      run.onOutcome?.(outcome);
    }
    if (!isSettled(found, outcome)) holdUp(heldUpBy, found);
  }
  return outcomes;
}

/** The oldest batch that holds an item up is the one to name. */
function holdUp(heldUpBy: Map<string, string>, { batch, items }: FoundBatch): void {
  for (const item of items) {
    if (!heldUpBy.has(item)) heldUpBy.set(item, batch.id);
  }
}

async function redriveNext(
  { batch, items }: FoundBatch,
  heldUpBy: ReadonlyMap<string, string>,
  run: RedriveRun,
): Promise<RedriveOutcome> {
  for (const item of items) {
    const behind = heldUpBy.get(item);
    if (behind !== undefined) return { id: batch.id, kind: "waiting", behind };
  }
  return redriveBatch(batch, run);
}

/** Whether nothing of a batch is left to be handled. */
function isSettled({ entry }: FoundBatch, outcome: RedriveOutcome | undefined): boolean {
  if (outcome) return outcome.kind === "handled" || outcome.kind === "gone";
  return entry?.state === "done" || entry?.state === "discarded";
}
