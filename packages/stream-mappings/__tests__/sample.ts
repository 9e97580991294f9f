import type { PendingRecord } from "../src/model/stream-record";

/** A record on its way, with `n` as sequence number. */
export function pending(n: number, rest: Partial<PendingRecord> = {}): PendingRecord {
  return {
    sequenceNumber: String(n),
    arrivedAt: 0,
    json: `{"n":${n}}`,
    bytes: 10,
    itemKey: `item-${n}`,
    ...rest,
  };
}
