import type { DiscardTally } from "../model/mapping";
import type { MappingStore } from "../store/mapping-store";

/** What became of one discarded batch. */
export interface DiscardedBatch {
  /** 0 for the final invoke of a window. */
  readonly records: number;
  /** When it was discarded, milliseconds since 1970. */
  readonly at: number;
  /** Whether a destination took it. */
  readonly delivered: boolean;
  /** Key of the object in the bucket, if the destination is one and took it. */
  readonly key?: string;
}

const NOTHING: DiscardTally = {
  deliveredBatches: 0,
  deliveredRecords: 0,
  lostBatches: 0,
  lostRecords: 0,
  lastAt: 0,
};

/** The tally with one more batch. */
export function withBatch(tally: DiscardTally = NOTHING, batch: DiscardedBatch): DiscardTally {
  const { records, at: lastAt, key } = batch;
  if (!batch.delivered) {
    const { lostBatches, lostRecords } = tally;
    return { ...tally, lostBatches: lostBatches + 1, lostRecords: lostRecords + records, lastAt };
  }
  return {
    ...tally,
    deliveredBatches: tally.deliveredBatches + 1,
    deliveredRecords: tally.deliveredRecords + records,
    lastAt,
    ...(key !== undefined && { lastKey: key }),
  };
}

/** Keeps the tallies, with the mappings: they outlive the service and go with their mapping. */
export function talliesIn(mappings: MappingStore): (uuid: string, batch: DiscardedBatch) => void {
  return (uuid, batch) => {
    const mapping = mappings.get(uuid);
    if (!mapping) return;
    mapping.discarded = withBatch(mapping.discarded, batch);
    mappings.save(mapping);
  };
}
