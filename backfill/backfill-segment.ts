import { setTimeout as sleep } from "node:timers/promises";
import { chunksOf } from "../replay/chunks";
import type { CalledAnswer, CallFunction } from "../replay/function-caller";
import type { Lease } from "../replay/lease";
import type { Pace } from "../replay/pace";
import type { Positions, SegmentPosition } from "./position";
import type { Page, ScanPage } from "./scan-page";
import { keyOf, type RecordOrigin, toRecord } from "./to-record";

/** What the backfill of a segment takes. */
export interface BackfillParts {
  readonly scan: ScanPage;
  readonly call: CallFunction;
  readonly functionArn: string;
  readonly origin: Omit<RecordOrigin, "segment">;
  /** Records of one invocation at most. */
  readonly batchSize: number;
  readonly positions: Pick<Positions, "write">;
  readonly lease: Pick<Lease, "assertHeld">;
  /** Keeps below a number of read capacity units a second; all segments share it. */
  readonly pace: Pace;
  readonly onItems?: (handled: number) => void;
  readonly signal?: AbortSignal;
  /** Pause before a failed item is read and handed over again, milliseconds. @default 1000 */
  readonly pauseMs?: number;
}

/** What came of a segment. */
export interface SegmentOutcome {
  readonly position: SegmentPosition;
  /** Why it is not done. */
  readonly problem?: string;
  readonly requestId?: string;
}

/** How often the function may fail at the same item. */
const TRIES = 3;

/**
 * Hands the items of a segment to the function, page by page. After a failure the page is read again from the last item
 * that was handled, so what is handed over again is as fresh as the first time.
 */
export async function backfillSegment(start: SegmentPosition, parts: BackfillParts): Promise<SegmentOutcome> {
  const { signal, pauseMs = 1_000 } = parts;
  let position = start;
  for (let failures = 0; !position.done; ) {
    if (signal?.aborted) return { position, problem: "Interrupted" };
    await parts.pace.ready(signal);
    parts.lease.assertHeld();
    const { segment, segments, after } = position;
    const page = await parts.scan({ segment, segments, after });
    parts.pace.spend(page.capacity);
    const { reached, answer } = await handOver(page, position, parts);
    failures = reached.items > position.items ? 0 : failures + 1;
    if (reached !== position) await parts.positions.write(reached);
    parts.onItems?.(reached.items - position.items);
    position = reached;
    if (!answer) failures = 0;
    else if (failures >= TRIES) return { position, ...problemOf(answer) };
    else await sleep(pauseMs, undefined, { signal }).catch(() => undefined);
  }
  return { position };
}

/** @returns how far the page was handled, and the answer that stopped it, if one did */
async function handOver(
  page: Page,
  position: SegmentPosition,
  { call, functionArn, origin, batchSize, signal }: BackfillParts,
): Promise<{ reached: SegmentPosition; answer?: CalledAnswer }> {
  const readAt = Date.now();
  const records = page.items.map((item, index) =>
    toRecord(item, { ...origin, segment: position.segment }, position.items + index + 1, readAt),
  );
  let handled = 0;
  for (const Records of chunksOf(records, { records: batchSize })) {
    const answer = await call(functionArn, { Records, backfill: true }, signal);
    handled += handledOf(answer, Records.length);
    if (answer.kind === "handled") continue;
    const last = page.items[handled - 1];
    const reached = last
      ? { ...position, after: keyOf(last, origin.keys), items: position.items + handled }
      : position;
    return { reached, answer };
  }
  const items = position.items + handled;
  return { reached: { ...position, items, ...(page.next ? { after: page.next } : { done: true }) } };
}

function handledOf(answer: CalledAnswer, records: number): number {
  if (answer.kind === "handled") return records;
  return answer.kind === "partial" ? answer.firstFailed : 0;
}

function problemOf(answer: CalledAnswer): Pick<SegmentOutcome, "problem" | "requestId"> {
  const problem =
    answer.kind === "failed" ? answer.problem : "The function reported an item that it could not handle";
  return { problem, ...(answer.requestId && { requestId: answer.requestId }) };
}
