import { type BackfillParts, backfillSegment, type SegmentOutcome } from "./backfill-segment";
import type { SegmentPosition } from "./position";

/**
 * Hands every item of a table to the function, all segments side by side. A segment that fails ends; the others go on.
 * Every position is written before the first page is read, so that an interruption at any moment can be resumed.
 */
export async function backfill(
  starts: readonly SegmentPosition[],
  parts: BackfillParts,
): Promise<SegmentOutcome[]> {
  for (const start of starts) await parts.positions.write(start);
  const outcomes = await Promise.allSettled(starts.map((start) => backfillSegment(start, parts)));
  const failed = outcomes.find((outcome) => outcome.status === "rejected");
  if (failed) throw failed.reason;
  return outcomes.flatMap((outcome) => (outcome.status === "fulfilled" ? outcome.value : []));
}
