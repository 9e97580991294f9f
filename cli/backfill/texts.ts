import type { SegmentOutcome } from "../../backfill/backfill-segment";
import type { Estimate } from "../../backfill/estimate";
import { counted } from "../../errors/counted";

/** What a backfill takes, for people. */
export function estimateText({ items, invocations, readUnits, seconds }: Estimate): string {
  return [
    `About ${counted(items, "item")}: at most ${counted(readUnits, "read unit")}, and ${counted(invocations, "invocation")}.`,
    ...(seconds === undefined ? [] : [`At this rate it takes at least ${seconds} s.`]),
    "DynamoDB updates these figures about every six hours. Cost: read units times the table's price of a read unit, in",
    "the source's account (https://aws.amazon.com/dynamodb/pricing/), and what the function costs.",
  ].join("\n");
}

/** What came of a backfill. */
export function outcomeText(outcomes: readonly SegmentOutcome[]): string {
  const items = outcomes.reduce((sum, { position }) => sum + position.items, 0);
  const left = outcomes.filter(({ position }) => !position.done);
  const done = outcomes.length - left.length;
  return [
    `${counted(items, "item")} handled; ${done} of ${counted(outcomes.length, "segment")} done.`,
    ...left.map(
      ({ position, problem, requestId }) =>
        `Segment ${position.segment} stopped after ${counted(position.items, "item")}: ${problem}${requestId ? ` (request ${requestId})` : ""}`,
    ),
    ...(left.length > 0 ? ["To go on: the same command with --resume."] : []),
  ].join("\n");
}
