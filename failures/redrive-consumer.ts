import { type LeaseNote, withLease } from "../replay/lease";
import { Pace } from "../replay/pace";
import type { ConsumerFailures } from "./consumer-failures";
import type { FailedBatch } from "./failed-batch";
import type { FoundBatch } from "./find-batches";
import { LEASE_KEY } from "./ledger";
import { type RedriveOutcome, redrive } from "./redrive";
import type { RedriveParts } from "./redrive-batch";
import { assertWindowEnd, redriveWindowEnd } from "./redrive-window-end";
import { isSelected, type Selection } from "./select";

/** How the batches of a consumer are handed over. */
export interface RedriveOptions {
  readonly selection: Selection;
  /** Records a second; undefined: as fast as the function is. */
  readonly rate: number | undefined;
  /** Lanes that are worked on at once. */
  readonly concurrency: number;
  /** Whether to begin although another run has not ended. */
  readonly takeOver: boolean;
  /** @default every record is handed over */
  readonly overtaken?: RedriveParts["overtaken"];
  readonly signal: AbortSignal;
}

/** How the end of a window is handed over. */
export type WindowEndOptions = Pick<RedriveOptions, "takeOver" | "signal">;

/** Hears how far a run is. */
export interface RedriveListener {
  /** @param leftOut how many batches of the usage meter are in the bucket as well */
  leavesOut(leftOut: number): void;
  /** Another run has to end first. */
  waits(note: LeaseNote): void;
  /** @param all every batch of the bucket; @param records how many have to be handed over */
  begins(all: readonly FoundBatch[], records: number): void;
  records(handled: number): void;
  outcome(outcome: RedriveOutcome): void;
}

/**
 * Hands the selected batches of a consumer over, while no other run does.
 * @throws ReplayError if another run has not ended in time
 */
export async function redriveConsumer(
  failures: ConsumerFailures,
  { selection, rate, concurrency, takeOver, overtaken, signal }: RedriveOptions,
  listener: Partial<RedriveListener> = {},
): Promise<RedriveOutcome[]> {
  const by = await failures.caller();
  const lease = {
    key: LEASE_KEY,
    holder: by,
    longestWorkSeconds: await failures.timeoutSeconds(),
    takeOver,
    signal,
    onWait: (note: LeaseNote) => listener.waits?.(note),
  };
  return withLease(failures.objects, lease, async (held) => {
    const found = await failures.find();
    const batches = found.batches.filter(({ batch }) => failures.isRedrivable(batch));
    const leftOut = found.batches.length - batches.length;
    if (leftOut > 0) listener.leavesOut?.(leftOut);
    const chosen = isSelected(selection);
    const selected = ({ batch }: FoundBatch) => chosen(batch);
    listener.begins?.(batches, leftOf(batches.filter(selected)));
    return redrive({
      batches,
      selected,
      concurrency,
      bucket: failures.bucket,
      ledger: failures.ledger,
      call: failures.call,
      functionOf: failures.functionOf,
      lease: held,
      pace: new Pace(rate),
      by,
      overtaken,
      onRecords: (count) => listener.records?.(count),
      onOutcome: (outcome) => listener.outcome?.(outcome),
      signal: AbortSignal.any([signal, held.signal]),
    });
  });
}

/**
 * Hands the end of a window of a consumer's usage meter over, while no other run works on the bucket.
 * @throws FailureError if the batch is not the end of a window
 * @throws ReplayError if another run has not ended in time, or the meter may not be invoked
 */
export async function redriveMeterBatch(
  failures: ConsumerFailures,
  batch: FailedBatch,
  { takeOver, signal }: WindowEndOptions,
): Promise<RedriveOutcome> {
  assertWindowEnd(batch);
  const { bucket, ledger, call, meterOf: functionOf } = failures;
  const by = await failures.caller();
  const longestWorkSeconds = await failures.timeoutSeconds();
  const lease = { key: LEASE_KEY, holder: by, longestWorkSeconds, takeOver, signal };
  return withLease(failures.objects, lease, (held) =>
    redriveWindowEnd(batch, { bucket, ledger, call, functionOf, lease: held, by, signal }),
  );
}

/** Records that still have to be handled. */
export function leftOf(batches: readonly FoundBatch[]): number {
  return batches.reduce((sum, { batch, entry }) => sum + batch.records - (entry?.handled ?? 0), 0);
}
