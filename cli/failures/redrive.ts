import { counted } from "../../errors/counted";
import type { ConsumerFailures } from "../../failures/consumer-failures";
import type { RedriveOutcome } from "../../failures/redrive";
import { type RedriveOptions, redriveConsumer } from "../../failures/redrive-consumer";
import { outcomeText } from "../../failures/report/text";
import { shortIds } from "../../failures/select";
import { type Progress, progress } from "../support/progress";
import { waitingLine } from "../support/waiting-line";

/** Hands the selected batches of a consumer over, and shows how far it is. */
export async function redriveWithProgress(
  failures: ConsumerFailures,
  options: RedriveOptions,
): Promise<RedriveOutcome[]> {
  let display: Progress | undefined;
  let short = (id: string) => id;
  try {
    return await redriveConsumer(failures, options, {
      leavesOut: (count) =>
        console.error(
          `${counted(count, "batch", "batches")} of the usage meter left out: docs/failures.md#batches-of-the-usage-meter`,
        ),
      waits: waitingLine(failures.bucket.bucket),
      begins(all, records) {
        short = shortIds(all.map(({ batch }) => batch.id));
        display = progress(records, "records");
      },
      records: (count) => display?.add(count),
      outcome: (outcome) => display?.line(outcomeText(outcome, short)),
    });
  } finally {
    display?.end();
  }
}
