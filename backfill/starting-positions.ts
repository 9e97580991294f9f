import { counted } from "../errors/counted";
import { BackfillError } from "./backfill-error";
import { newPosition, type SegmentPosition } from "./position";

/** What the user says about where to begin. */
export interface StartOptions {
  /** Parts of the table that are read side by side. @default as many as before, or 4 */
  readonly segments?: number;
  /** Go on with the backfill that was interrupted. */
  readonly resume: boolean;
  /** Begin again, whatever was interrupted. */
  readonly restart: boolean;
}

const SEGMENTS = 4;

/**
 * Where each segment begins.
 * @param known positions of the table's last backfill
 * @throws BackfillError if an unfinished backfill is there and the user does not say what to do about it, or it does not
 * fit what the user asks for
 */
export function startingPositions(
  known: readonly SegmentPosition[],
  tableArn: string,
  { segments, resume, restart }: StartOptions,
): readonly SegmentPosition[] {
  const isUnfinished = known.some(({ done }) => !done);
  if (resume && !isUnfinished) {
    throw new BackfillError([
      { cause: "No backfill of this table was interrupted", remedy: "Leave out --resume" },
    ]);
  }
  if (resume && segments !== undefined && segments !== known.length) {
    const cause = `The backfill that was interrupted has ${counted(known.length, "segment")}, not ${segments}`;
    throw new BackfillError([{ cause, remedy: "Leave out --segments" }]);
  }
  if (resume) return known;
  if (isUnfinished && !restart) {
    const items = known.reduce((sum, position) => sum + position.items, 0);
    const cause = `A backfill of this table was interrupted after ${counted(items, "item")}`;
    throw new BackfillError([
      { cause, remedy: "Use --resume to go on with it, or --restart to begin again" },
    ]);
  }
  const count = segments ?? SEGMENTS;
  return Array.from({ length: count }, (_, segment) => newPosition(tableArn, segment, count));
}
