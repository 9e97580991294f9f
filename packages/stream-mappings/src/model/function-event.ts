import type { DeliveryWindow } from "../destinations/discard";
import type { PendingRecord } from "./stream-record";

/** A tumbling window as the function sees it. */
export interface WindowView extends DeliveryWindow {
  readonly shardId: string;
  readonly streamArn: string;
}

/** The event of an invocation, as text. The records' own texts are joined, not made again. */
export function functionEvent(records: readonly PendingRecord[], window?: WindowView): string {
  const list = `"Records":[${records.map(({ json }) => json).join(",")}]`;
  return window ? `{${list},${windowMembers(window)}}` : `{${list}}`;
}

/** Members and their names: Lambda Developer Guide, stateful processing. */
function windowMembers(window: WindowView): string {
  return JSON.stringify({
    window: { start: isoSeconds(window.start), end: isoSeconds(window.end) },
    state: window.state,
    shardId: window.shardId,
    eventSourceARN: window.streamArn,
    isFinalInvokeForWindow: window.final,
    isWindowTerminatedEarly: window.terminatedEarly,
  }).slice(1, -1);
}

/** `2026-02-01T06:30:25Z`, without fractions. */
export function isoSeconds(ms: number): string {
  return new Date(ms).toISOString().replace(/\.\d{3}Z$/, "Z");
}
