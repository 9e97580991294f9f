import { Ledger } from "../checkpoint/checkpoint";
import { anyOf } from "../filtering/filter-pattern";
import { Lane, type RecordLane } from "../lanes/lane";
import type { ShardHost } from "../lanes/shard-run";
import { WindowLane } from "../lanes/window-lane";
import { errorText } from "../log";
import { toEventRecord, toPendingRecord } from "../model/event-record";
import { laneOf } from "../model/lane-of";
import type { PendingRecord, StreamRecord } from "../model/stream-record";
import { ShardReader } from "../reader/shard-reader";
import type { StreamApi } from "../reader/stream-api";
import { Bell, pause } from "../waiting/pause";

/** Bytes of records read ahead of the lanes; one page (1 MB) may go over it. */
const READ_AHEAD_BYTES = 8 * 1024 * 1024;
/** Records read ahead, for each lane: what one more batch needs. */
const READ_AHEAD_BATCHES = 2;
/** Records read ahead at least, however small the batches. */
const READ_AHEAD_RECORDS = 500;
/** Head start of a batch over the next read. */
const AFTER_BATCH_MS = 8;

/** Pause before a shard that could not be read is tried again. */
const RETRY_MS = 1_000;

type HostParts = Omit<ShardHost, "settle">;

/** Reads one shard and hands its records to as many lanes as the parallelization factor says. */
export class ShardRunner {
  private readonly ledger: Ledger;
  private readonly lanes: readonly RecordLane[];
  private readonly passes: (record: unknown) => boolean;
  private readonly settled = new Bell();
  private outstandingBytes = 0;

  constructor(
    private readonly host: HostParts,
    private readonly api: StreamApi,
  ) {
    const { parallelizationFactor, filters, tumblingWindowInSeconds } = host.settings;
    this.ledger = new Ledger(host.position, parallelizationFactor);
    this.passes = anyOf(filters);
    const laneHost: ShardHost = { ...host, settle: (records, lane) => this.settle(records, lane) };
    this.lanes =
      tumblingWindowInSeconds > 0
        ? [new WindowLane(laneHost, () => this.save(false))]
        : Array.from({ length: parallelizationFactor }, (_, index) => new Lane(laneHost, index));
  }

  /** @returns true when the shard is closed and all of it is settled */
  async run(): Promise<boolean> {
    const leave = this.host.services.pace.enter();
    await Promise.all([this.read(), ...this.lanes.map((lane) => lane.run())]).finally(leave);
    if (this.host.signal.aborted) return false;
    this.save(true);
    return true;
  }

  private async read(): Promise<void> {
    const { signal, access, services } = this.host;
    const reader = new ShardReader(this.api, this.host.shardId, this.ledger.start);
    while (!signal.aborted) {
      await this.room();
      await access.granted();
      if (signal.aborted) return;
      const page = await this.poll(reader);
      if (page?.closed) return this.closeLanes();
      if (!page) await pause(RETRY_MS, signal);
      else if (page.count === 0) await pause(services.pace.pauseMs(), signal);
    }
  }

  private closeLanes(): void {
    for (const lane of this.lanes) lane.close();
  }

  /** @returns undefined when the stream could not be read */
  private async poll(reader: ShardReader): Promise<{ count: number; closed: boolean } | undefined> {
    const { mapping, services, report } = this.host;
    try {
      const { records, closed } = await reader.next();
      services.metrics.polled(mapping, records.length);
      this.accept(records);
      return { count: records.length, closed };
    } catch (error) {
      report(`PROBLEM: ${errorText(error)}`);
      services.log("shard-unreadable", { mapping: mapping.uuid, message: errorText(error) });
      return undefined;
    }
  }

  /** Waits until the lanes have caught up far enough. */
  private async room(): Promise<void> {
    const { signal } = this.host;
    if (this.hasRoom()) return;
    while (!signal.aborted && !this.hasRoom()) await this.settled.wait(undefined, signal);
    // The lane that made room sends its next batch now; reading must not get in its way.
    await pause(AFTER_BATCH_MS, signal);
  }

  private hasRoom(): boolean {
    const { batchSize, parallelizationFactor } = this.host.settings;
    const most = Math.max(READ_AHEAD_RECORDS, batchSize * parallelizationFactor * READ_AHEAD_BATCHES);
    return this.ledger.outstanding < most && this.outstandingBytes < READ_AHEAD_BYTES;
  }

  private accept(records: readonly StreamRecord[]): void {
    const { mapping, services } = this.host;
    const byLane = new Map<number, PendingRecord[]>();
    const done: string[] = [];
    let filtered = 0;
    for (const record of records) {
      const event = toEventRecord(record, mapping.streamArn, mapping.region);
      const pending = toPendingRecord(event);
      this.ledger.note(pending.sequenceNumber);
      const known = this.ledger.knows(pending.sequenceNumber, pending.itemKey);
      const wanted = !known && this.passes(event);
      if (!known && !wanted) filtered += 1;
      if (wanted) this.assign(pending, byLane);
      else done.push(pending.sequenceNumber);
    }
    services.metrics.filteredOut(mapping, filtered);
    if (done.length > 0) {
      this.ledger.settle(done);
      this.save(false);
    }
    for (const [lane, pending] of byLane) this.lanes[lane]?.push(pending);
  }

  private assign(record: PendingRecord, byLane: Map<number, PendingRecord[]>): void {
    const lane = laneOf(record.itemKey, this.lanes.length);
    const list = byLane.get(lane);
    if (list) list.push(record);
    else byLane.set(lane, [record]);
    this.outstandingBytes += record.bytes;
  }

  private settle(records: readonly PendingRecord[], lane: number): void {
    this.ledger.settle(
      records.map(({ sequenceNumber }) => sequenceNumber),
      lane,
    );
    this.outstandingBytes -= records.reduce((sum, { bytes }) => sum + bytes, 0);
    this.save(false);
    this.settled.ring();
  }

  private save(finished: boolean): void {
    const { mapping, shardId, services } = this.host;
    services.positions.save(mapping.uuid, shardId, this.ledger.position(finished, this.window()));
  }

  private window() {
    const [lane] = this.lanes;
    return lane instanceof WindowLane ? lane.open() : undefined;
  }
}
