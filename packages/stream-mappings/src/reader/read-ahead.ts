import type { Checkpoint } from "../checkpoint/checkpoint";
import type { Lanes } from "../lanes/lanes";
import type { MappingSettings } from "../model/mapping";
import { Bell } from "../waiting/bell";
import { pause } from "../waiting/pause";

/** Bytes of records read ahead of the lanes; one page (1 MB) may go over it. */
const MOST_BYTES = 8 * 1024 * 1024;
/** Records read ahead, for each lane: what one more batch needs. */
const BATCHES = 2;
/** Records read ahead at least, however small the batches. */
const LEAST_RECORDS = 500;
/** Head start of a batch over the next read. Milliseconds. */
const AFTER_BATCH_MS = 8;

/** Keeps reading no further ahead of the lanes than they need. */
export class ReadAhead {
  private readonly settled = new Bell();
  private readonly mostRecords: number;

  constructor(
    { batchSize, parallelizationFactor }: MappingSettings,
    private readonly checkpoint: Checkpoint,
    private readonly lanes: Lanes,
  ) {
    this.mostRecords = Math.max(LEAST_RECORDS, batchSize * parallelizationFactor * BATCHES);
  }

  /** To be called whenever records were settled. */
  progressed(): void {
    this.settled.ring();
  }

  /** Waits until the lanes have caught up far enough. */
  async room(signal: AbortSignal): Promise<void> {
    if (this.hasRoom()) return;
    while (!signal.aborted && !this.hasRoom()) await this.settled.wait(undefined, signal);
    // The lane that made room sends its next batch now; reading must not get in its way.
    await pause(AFTER_BATCH_MS, signal);
  }

  private hasRoom(): boolean {
    return this.checkpoint.outstanding < this.mostRecords && this.lanes.outstandingBytes < MOST_BYTES;
  }
}
