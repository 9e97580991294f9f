import type { TumblingWindow } from "../batching/tumbling-window";
import { laneOf } from "../model/lane-of";
import type { PendingRecord } from "../model/stream-record";
import { Lane, type LaneParts } from "./lane";
import type { ShardRun } from "./shard-run";

/** The lanes of one shard: as many batches may be in flight at once. Records of one item keep to one lane. */
export class Lanes {
  private readonly lanes: readonly Lane[];
  private bytes = 0;

  /** @param settle moves the checkpoint past records of a lane */
  constructor(
    shard: ShardRun,
    parts: LaneParts,
    settle: (records: readonly PendingRecord[], lane: number) => void,
    window?: TumblingWindow,
  ) {
    this.lanes = Array.from({ length: shard.settings.parallelizationFactor }, (_, index) => {
      const settled = (records: readonly PendingRecord[]) => {
        this.bytes -= sizeOf(records);
        settle(records, index);
      };
      return new Lane(shard, parts, settled, window);
    });
  }

  /** Bytes of records that are waiting for their batch or in flight. */
  get outstandingBytes(): number {
    return this.bytes;
  }

  push(records: readonly PendingRecord[]): void {
    const byLane = new Map<number, PendingRecord[]>();
    for (const record of records) {
      const lane = laneOf(record.itemKey, this.lanes.length);
      const list = byLane.get(lane);
      if (list) list.push(record);
      else byLane.set(lane, [record]);
    }
    this.bytes += sizeOf(records);
    for (const [lane, list] of byLane) this.lanes[lane]?.push(list);
  }

  /** No more records will come. */
  close(): void {
    for (const lane of this.lanes) lane.close();
  }

  /** Works until the lanes are closed and empty, or the signal fires. */
  async run(): Promise<void> {
    await Promise.all(this.lanes.map((lane) => lane.run()));
  }
}

function sizeOf(records: readonly PendingRecord[]): number {
  return records.reduce((sum, { bytes }) => sum + bytes, 0);
}
