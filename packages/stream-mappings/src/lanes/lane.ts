import { BatchQueue } from "../batching/batch-queue";
import type { TumblingWindow } from "../batching/tumbling-window";
import type { Destinations } from "../destinations/destinations";
import { BatchInvocation, type BatchWork } from "../invocation/batch-invocation";
import { readPartialAnswer, UNREADABLE, windowState } from "../invocation/function-answer";
import type { Invocations } from "../invocation/invocations";
import type { BatchOutcome } from "../model/attempt";
import type { DeliveryWindow } from "../model/delivery";
import { functionEvent } from "../model/function-event";
import type { PendingRecord } from "../model/stream-record";
import { Bell } from "../waiting/bell";
import type { ShardRun } from "./shard-run";

/** What lanes of all shards share. */
export interface LaneParts {
  readonly invocations: Invocations;
  readonly destinations: Destinations;
  /** Pause before the first retry. Milliseconds. */
  readonly retryBackoffMs: number;
}

/** Stands for the final invoke of a window, which has no records, where a batch needs one thing to work on. */
const FINAL = Symbol("final invoke");
type Item = PendingRecord | typeof FINAL;

/**
 * Takes one lane's records to the function, batch after batch. With a tumbling window, the state that the function
 * returns goes into its next event, and each window ends with an invoke of its own (Lambda Developer Guide, stateful
 * processing).
 */
export class Lane {
  private readonly queue: BatchQueue;
  private readonly bell = new Bell();
  private closed = false;

  /**
   * @param settle moves the checkpoint past records and writes it to disk, with the open window
   * @param window absent when the mapping has no tumbling windows
   */
  constructor(
    private readonly shard: ShardRun,
    private readonly parts: LaneParts,
    private readonly settle: (records: readonly PendingRecord[]) => void,
    private readonly window?: TumblingWindow,
  ) {
    const { batchSize, maximumBatchingWindowInSeconds } = shard.settings;
    this.queue = new BatchQueue({ batchSize, windowMs: maximumBatchingWindowInSeconds * 1000 });
  }

  push(records: readonly PendingRecord[]): void {
    const now = Date.now();
    for (const record of records) this.queue.push(record, now);
    this.bell.ring();
  }

  /** No more records will come. */
  close(): void {
    this.closed = true;
    this.bell.ring();
  }

  /** Works until it is closed and empty, or the signal fires. */
  async run(): Promise<void> {
    const { signal } = this.shard;
    while (!signal.aborted) {
      const early = this.window?.isTooLarge ?? false;
      if (this.window && (early || this.window.isOver(this.queue.peek(), this.closed, Date.now())))
        await this.endWindow(this.window, early);
      else if (!(await this.sendBatch())) {
        if (this.closed && this.queue.length === 0 && !this.window?.open) return;
        await this.bell.wait(this.wakeIn(), signal);
      }
    }
  }

  /** @returns false when no batch is due */
  private async sendBatch(): Promise<boolean> {
    const { queue, window } = this;
    const next = queue.peek();
    if (!next) return false;
    window?.openFor(next);
    const batch = queue.take(Date.now(), this.closed, window && ((record) => window.includes(record)));
    if (batch.length === 0) return false;
    await this.invoke(batch, () => window?.view(false, false));
    return true;
  }

  /** The invoke that closes a window. After an early end the same window goes on with an empty state. */
  private async endWindow(window: TumblingWindow, early: boolean): Promise<void> {
    await this.invoke([FINAL], () => window.view(true, early));
    if (this.shard.signal.aborted) return;
    window.close();
    // Nothing is left to settle, but the closed window has to be written to disk.
    this.settle([]);
  }

  private wakeIn(): number | undefined {
    const now = Date.now();
    return this.queue.dueIn(now) ?? this.window?.closesIn(now);
  }

  /** @param view the window as it is at each attempt */
  private async invoke(items: readonly Item[], view: () => DeliveryWindow | undefined): Promise<void> {
    await new BatchInvocation(items, this.work(view)).run();
  }

  private work(view: () => DeliveryWindow | undefined): BatchWork<Item> {
    const { shard, parts } = this;
    const { mapping, shardId, settings, signal, granted, report } = shard;
    const origin = { shardId, streamArn: mapping.streamArn };
    const age = settings.maximumRecordAgeInSeconds;
    return {
      signal,
      policy: {
        maximumRetryAttempts: settings.maximumRetryAttempts,
        bisect: settings.bisectBatchOnFunctionError,
        maximumAgeMs: age === -1 ? undefined : age * 1000,
        retryBackoffMs: parts.retryBackoffMs,
      },
      arrivedAt: (item) => (item === FINAL ? (this.window?.open?.start ?? 0) : item.arrivedAt),
      granted,
      attempt: (items) => {
        const records = recordsOf(items);
        const event = functionEvent({ records, window: view() }, origin);
        const read = (payload: string) => this.outcome(records, payload);
        return parts.invocations.run({ mapping, records, event, read, report });
      },
      discard: (items, reason) =>
        parts.destinations.send(shard, { records: recordsOf(items), window: view(), ...reason }),
      settle: (items) => this.settle(recordsOf(items)),
    };
  }

  /** In a window the answer must hold a state; without one the invocation has failed. */
  private outcome(records: readonly PendingRecord[], payload: string): BatchOutcome {
    const outcome = this.reported(records, payload);
    if (!this.window) return outcome;
    const state = windowState(payload);
    if (!state) return UNREADABLE;
    if (outcome.kind === "success" || (outcome.kind === "partial" && outcome.index > 0))
      this.window.keep(state);
    return outcome;
  }

  /** Without ReportBatchItemFailures the answer is not looked at. */
  private reported(records: readonly PendingRecord[], payload: string): BatchOutcome {
    if (!this.shard.settings.functionResponseTypes.includes("ReportBatchItemFailures"))
      return { kind: "success" };
    return readPartialAnswer(
      payload,
      records.map(({ sequenceNumber }) => sequenceNumber),
    );
  }
}

function recordsOf(items: readonly Item[]): PendingRecord[] {
  return items.filter((item) => item !== FINAL);
}
