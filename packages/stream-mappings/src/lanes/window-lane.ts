import { BatchQueue } from "../batching/batch-queue";
import { isTooLarge, windowStart } from "../batching/tumbling-window";
import type { OpenWindow } from "../checkpoint/checkpoint-store";
import type { DeliveryWindow } from "../destinations/discard";
import { BatchProcessor, type ProcessorHost } from "../invocation/batch-invocation";
import { type BatchOutcome, readPartialAnswer } from "../invocation/function-answer";
import { functionEvent } from "../model/function-event";
import { isPlainObject } from "../model/plain-object";
import type { PendingRecord } from "../model/stream-record";
import { Bell } from "../waiting/pause";
import { failurePolicy, invoke, type RecordLane, reportAttempt, reportsItemFailures } from "./lane";
import type { ShardHost } from "./shard-run";

/** Stands for the final invoke, which has no records, where the batch processor wants one thing to work on. */
const FINAL = Symbol("final invoke");
type Item = PendingRecord | typeof FINAL;

/**
 * Takes a shard's records to the function in tumbling windows: the state that the function returns goes into
 * its next event, and each window ends with an invoke of its own (Lambda Developer Guide, stateful processing).
 */
export class WindowLane implements RecordLane {
  private readonly queue: BatchQueue;
  private readonly bell = new Bell();
  private readonly lengthMs: number;
  private window: OpenWindow | undefined;
  private closed = false;

  /** @param save writes the position and the open window down */
  constructor(
    private readonly host: ShardHost,
    private readonly save: () => void,
  ) {
    const { batchSize, maximumBatchingWindowInSeconds, tumblingWindowInSeconds } = host.settings;
    this.queue = new BatchQueue({ batchSize, windowMs: maximumBatchingWindowInSeconds * 1000 });
    this.lengthMs = tumblingWindowInSeconds * 1000;
    this.window = host.position?.window;
  }

  /** The window that records are aggregated in now. */
  open(): OpenWindow | undefined {
    return this.window;
  }

  push(records: readonly PendingRecord[]): void {
    const now = Date.now();
    for (const record of records) this.queue.push(record, now);
    this.bell.ring();
  }

  close(): void {
    this.closed = true;
    this.bell.ring();
  }

  async run(): Promise<void> {
    const { signal } = this.host;
    while (!signal.aborted) {
      if (this.isOver()) await this.finish(false);
      else if (!(await this.handleBatch())) {
        if (this.closed && this.queue.length === 0 && !this.window) return;
        await this.bell.wait(this.wakeIn(), signal);
      }
    }
  }

  /** A window is over when a later record has come, when none came for long enough, or with its shard. */
  private isOver(): boolean {
    if (!this.window) return false;
    const next = this.queue.peek();
    if (next) return !this.belongs(next);
    return this.closed || Date.now() >= this.graceEnd(this.window);
  }

  private async handleBatch(): Promise<boolean> {
    const next = this.queue.peek();
    if (!next) return false;
    this.window ??= { start: windowStart(next.arrivedAt, this.lengthMs), state: {} };
    const batch = this.queue.take(Date.now(), this.closed, (record) => this.belongs(record));
    if (batch.length === 0) return false;
    await this.process(batch, false, false);
    if (this.window && isTooLarge(this.window.state) && !this.host.signal.aborted) await this.finish(true);
    return true;
  }

  /** The invoke that closes a window. After an early end the same window goes on with an empty state. */
  private async finish(early: boolean): Promise<void> {
    await this.process([FINAL], true, early);
    if (this.host.signal.aborted) return;
    this.window = undefined;
    this.save();
  }

  private async process(items: readonly Item[], final: boolean, terminatedEarly: boolean): Promise<void> {
    await new BatchProcessor(items, this.processorHost(final, terminatedEarly)).run();
  }

  private processorHost(final: boolean, terminatedEarly: boolean): ProcessorHost<Item> {
    const { host } = this;
    const view = () => ({
      ...this.delivery(final, terminatedEarly),
      shardId: host.shardId,
      streamArn: host.mapping.streamArn,
    });
    return {
      signal: host.signal,
      policy: failurePolicy(host),
      arrivedAt: (item) => (item === FINAL ? (this.window?.start ?? 0) : item.arrivedAt),
      access: () => host.access.granted(),
      invoke: (items) => invoke(host, functionEvent(records(items), view())),
      outcome: (items, payload) => this.outcome(records(items), payload),
      drop: (items, reason) =>
        host.services.destinations.send(host, {
          records: records(items),
          window: this.delivery(final, terminatedEarly),
          ...reason,
        }),
      settle: (items) => host.settle(records(items), 0),
      report: (result, outcome, items) => reportAttempt(host, result, outcome, records(items)),
    };
  }

  /** The answer must hold a state; without one the invocation has failed. */
  private outcome(batch: readonly PendingRecord[], payload: string): BatchOutcome {
    const state = stateOf(payload);
    if (!state) return { kind: "failure", problem: "Function call failed" };
    const outcome: BatchOutcome = reportsItemFailures(this.host)
      ? readPartialAnswer(
          payload,
          batch.map(({ sequenceNumber }) => sequenceNumber),
        )
      : { kind: "success" };
    const progressed = outcome.kind === "success" || (outcome.kind === "partial" && outcome.index > 0);
    if (this.window && progressed) this.window = { ...this.window, state };
    return outcome;
  }

  private delivery(final: boolean, terminatedEarly: boolean): DeliveryWindow {
    const { start, state } = this.window ?? { start: 0, state: {} };
    return { start, end: start + this.lengthMs, state, final, terminatedEarly };
  }

  /** A late record counts into the window that is open. */
  private belongs(record: PendingRecord): boolean {
    return this.window !== undefined && record.arrivedAt < this.window.start + this.lengthMs;
  }

  private graceEnd({ start }: OpenWindow): number {
    return start + this.lengthMs + this.host.services.settings.windowGraceMs;
  }

  private wakeIn(): number | undefined {
    const now = Date.now();
    const due = this.queue.dueIn(now);
    if (due !== undefined || !this.window) return due;
    return Math.max(0, this.graceEnd(this.window) - now);
  }
}

function records(items: readonly Item[]): PendingRecord[] {
  return items.filter((item) => item !== FINAL);
}

function stateOf(payload: string): Record<string, unknown> | undefined {
  try {
    const answer: unknown = JSON.parse(payload);
    const state = isPlainObject(answer) ? answer.state : undefined;
    return isPlainObject(state) ? state : undefined;
  } catch {
    return undefined;
  }
}
