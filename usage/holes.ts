import { counted } from "../errors/counted";
/** What a meter could not count, and what waits in the failure bucket: it is in no total. */
export interface Hole {
  /** ID of the batch. */
  readonly batch: string;
  readonly shardId: string;
  /** `records` that were not counted, or the `end` of a window whose counts were not written. */
  readonly kind: "records" | "end";
  /** How many records; absent for the end of a window. */
  readonly records?: number;
  /** When they were written, or the time of the window, ISO 8601; absent if that is not known. */
  readonly from?: string;
  readonly to?: string;
}

/** The holes in a ledger, or why they are not known. */
export type Holes = { readonly known: readonly Hole[] } | { readonly unknown: string };

/** The holes that touch a time, and those of which the time is not known. @param time milliseconds since 1970 */
export function holesIn(
  holes: readonly Hole[],
  time: { readonly from: number; readonly to: number },
): Hole[] {
  return holes.filter(({ from, to }) => {
    if (from === undefined || to === undefined) return true;
    return Date.parse(from) < time.to && Date.parse(to) >= time.from;
  });
}

/** What is said of holes, one line each. */
export function holeLines(holes: Holes): string[] {
  if ("unknown" in holes) {
    return [`Whether Lambda gave up records before they were counted is not known: ${holes.unknown}`];
  }
  if (holes.known.length === 0) return ["No batch of this tenant and time waits in the failure bucket."];
  return holes.known.map(holeText);
}

function holeText({ batch, shardId, kind, records, from, to }: Hole): string {
  const when = from === undefined ? "of a time that is not known" : `of ${from} to ${to}`;
  return kind === "end"
    ? `Missing: the window ${when} in ${shardId} is in no total. To count it: npm run failures -- redrive ${batch}`
    : `Missing: ${counted(records ?? 0, "record")} ${when} in ${shardId}, not in any total. Failed batch: ${batch}`;
}
