import type { FoundBatch } from "../../failures/find-batches";
import { LEASE_KEY } from "../../failures/ledger";
import { type RedriveOutcome, redrive } from "../../failures/redrive";
import type { RedriveParts } from "../../failures/redrive-batch";
import { outcomeText } from "../../failures/report/text";
import { isSelected, type Selection, shortIds } from "../../failures/select";
import { withLease } from "../../replay/lease";
import { Pace } from "../../replay/pace";
import { progress } from "../support/progress";
import { waitingLine } from "../support/waiting-line";
import type { ConsumerFailures } from "./consumer-failures";

/** How batches are handed over. */
export interface RedriveOptions {
  readonly selection: Selection;
  /** Records a second; undefined: as fast as the function is. */
  readonly rate: number | undefined;
  readonly concurrency: number;
  readonly takeOver: boolean;
  readonly overtaken?: RedriveParts["overtaken"];
  readonly signal: AbortSignal;
}

/** Hands the selected batches of a consumer over, while nobody else does, and shows how far it is. */
export async function redriveConsumer(
  failures: ConsumerFailures,
  options: RedriveOptions,
): Promise<RedriveOutcome[]> {
  const { selection, rate, concurrency, takeOver, overtaken, signal } = options;
  const by = await failures.caller();
  const lease = {
    key: LEASE_KEY,
    holder: by,
    longestWorkSeconds: await failures.timeoutSeconds(),
    takeOver,
    signal,
    onWait: waitingLine(failures.bucket.bucket),
  };
  return withLease(failures.objects, lease, async (held) => {
    const { batches } = await failures.find();
    const chosen = isSelected(selection);
    const selected = ({ batch }: FoundBatch) => chosen(batch);
    const short = shortIds(batches.map(({ batch }) => batch.id));
    const display = progress(leftOf(batches.filter(selected)), "records");
    try {
      return await redrive({
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
        onRecords: (count) => display.add(count),
        onOutcome: (outcome) => display.line(outcomeText(outcome, short)),
        signal: AbortSignal.any([signal, held.signal]),
      });
    } finally {
      display.end();
    }
  });
}

/** Records that still have to be handled. */
export function leftOf(batches: readonly FoundBatch[]): number {
  return batches.reduce((sum, { batch, entry }) => sum + batch.records - (entry?.handled ?? 0), 0);
}
