import type { PendingRecord } from "../model/stream-record";

/** Most bytes of an invocation's payload (Lambda quotas: 6 MB, synchronous). */
const PAYLOAD_LIMIT = 6 * 1024 * 1024;
/** Room for everything of the event but its records. */
const ENVELOPE = 1024;

/** When a batch is ready. */
export interface BatchRule {
  readonly batchSize: number;
  /** How long to gather records, from the first one on. Milliseconds. */
  readonly windowMs: number;
}

interface Queued {
  readonly record: PendingRecord;
  readonly since: number;
}

/** Records waiting for their batch, in order. */
export class BatchQueue {
  private readonly queued: Queued[] = [];

  constructor(
    private readonly rule: BatchRule,
    private readonly payloadLimit = PAYLOAD_LIMIT,
  ) {}

  push(record: PendingRecord, now: number): void {
    this.queued.push({ record, since: now });
  }

  get length(): number {
    return this.queued.length;
  }

  /** The record that comes next. */
  peek(): PendingRecord | undefined {
    return this.queued[0]?.record;
  }

  /**
   * Takes the next batch if it is due: when it holds as many records as it may, when the next record would
   * not fit into the payload any more, or when the first one has waited for as long as the window lasts.
   * @param belongs whether a record may join the batch; the batch ends before the first that may not
   * @param flush take what there is, however little
   */
  take(
    now: number,
    flush: boolean,
    belongs: (record: PendingRecord) => boolean = () => true,
  ): PendingRecord[] {
    const { count, complete } = this.fitting(belongs);
    if (count === 0) return [];
    const waited = now - (this.queued[0]?.since ?? now);
    if (!complete && !flush && waited < this.rule.windowMs) return [];
    return this.queued.splice(0, count).map(({ record }) => record);
  }

  /** Milliseconds until {@link take} should be asked again; undefined when only a new record can change anything. */
  dueIn(now: number): number | undefined {
    const first = this.queued[0];
    return first && Math.max(0, first.since + this.rule.windowMs - now);
  }

  private fitting(belongs: (record: PendingRecord) => boolean): { count: number; complete: boolean } {
    let bytes = ENVELOPE;
    let count = 0;
    for (const { record } of this.queued) {
      if (count === this.rule.batchSize) break;
      bytes += record.bytes + 1;
      const fits = count === 0 || bytes <= this.payloadLimit;
      if (!fits || !belongs(record)) return { count, complete: true };
      count += 1;
    }
    return { count, complete: count === this.rule.batchSize };
  }
}
