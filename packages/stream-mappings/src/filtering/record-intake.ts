import type { Checkpoint } from "../checkpoint/checkpoint";
import type { Feed } from "../feed/feed";
import type { SeenRecord } from "../feed/happening";
import type { Lanes } from "../lanes/lanes";
import type { Metrics } from "../metrics/metrics";
import { toEventRecord, toPendingRecord } from "../model/event-record";
import type { Mapping } from "../model/mapping";
import type { PendingRecord, StreamRecord } from "../model/stream-record";
import { anyOf } from "./filter-pattern";

/** Takes in what was read from a shard: passes to the lanes what the function is to get, and settles the rest. */
export class RecordIntake {
  private readonly passes: (record: unknown) => boolean;

  /** @param filters patterns of which one must match; none lets all records pass */
  constructor(
    private readonly mapping: Mapping,
    filters: readonly string[],
    private readonly checkpoint: Checkpoint,
    private readonly lanes: Lanes,
    private readonly watchers: { readonly metrics: Metrics; readonly feed: Feed },
  ) {
    this.passes = anyOf(filters);
  }

  accept(records: readonly StreamRecord[]): void {
    const { mapping, checkpoint } = this;
    const wanted: PendingRecord[] = [];
    const done: string[] = [];
    let filtered = 0;
    for (const record of records) {
      const event = toEventRecord(record, mapping.streamArn, mapping.region);
      const pending = toPendingRecord(event);
      checkpoint.note(pending.sequenceNumber);
      const known = checkpoint.knows(pending.sequenceNumber, pending.itemKey);
      if (!known && this.passes(event)) {
        wanted.push(pending);
        continue;
      }
      if (!known) filtered += 1;
      done.push(pending.sequenceNumber);
    }
    this.watchers.metrics.filteredOut(mapping, filtered);
    this.tell(records, done);
    if (done.length > 0) checkpoint.settle(done);
    this.lanes.push(wanted);
  }

  private tell(records: readonly StreamRecord[], done: readonly string[]): void {
    if (records.length === 0) return;
    this.watchers.feed.tell(() => {
      const ended = new Set(done);
      return {
        kind: "read",
        mapping: this.mapping.uuid,
        records: records.map((record) => seen(record, !ended.has(record.dynamodb.SequenceNumber))),
      };
    });
  }
}

function seen({ eventName, dynamodb }: StreamRecord, goesOn: boolean): SeenRecord {
  const { SequenceNumber: sequenceNumber, Keys: keys = {}, ApproximateCreationDateTime: time } = dynamodb;
  return {
    sequenceNumber,
    eventName,
    keys,
    arrivedAt: time === undefined ? Date.now() : time * 1000,
    goesOn,
  };
}
