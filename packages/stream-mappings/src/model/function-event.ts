import type { Delivery, DeliveryWindow } from "./delivery";

/** Where a delivery's records come from. */
export interface ShardOrigin {
  readonly streamArn: string;
  readonly shardId: string;
}

/** The event of an invocation, as text. The records' own texts are joined, not made again. */
export function functionEvent({ records, window }: Delivery, origin: ShardOrigin): string {
  const list = `"Records":[${records.map(({ json }) => json).join(",")}]`;
  return window ? `{${list},${windowMembers(window, origin)}}` : `{${list}}`;
}

/** Members and their names: Lambda Developer Guide, stateful processing. */
function windowMembers(window: DeliveryWindow, { shardId, streamArn }: ShardOrigin): string {
  return JSON.stringify({
    window: { start: isoSeconds(window.start), end: isoSeconds(window.end) },
    state: window.state,
    shardId,
    eventSourceARN: streamArn,
    isFinalInvokeForWindow: window.final,
    isWindowTerminatedEarly: window.terminatedEarly,
  }).slice(1, -1);
}

/** `2026-02-01T06:30:25Z`, without fractions. */
export function isoSeconds(ms: number): string {
  return new Date(ms).toISOString().replace(/\.\d{3}Z$/, "Z");
}
