import type { DropCondition, DropReason, LastAttempt } from "../destinations/discard";
import { backoffMs } from "../failure-handling/backoff";
import { BatchProgress, type FailurePolicy, type Verdict } from "../failure-handling/batch-progress";
import type { PendingRecord } from "../model/stream-record";
import { pause } from "../waiting/pause";
import type { BatchOutcome } from "./function-answer";
import type { InvokeResult } from "./invoker";

/** What a batch processor needs from the mapping it works for. */
export interface ProcessorHost<Item> {
  readonly signal: AbortSignal;
  readonly policy: FailurePolicy & {
    /** Milliseconds; undefined means no limit. */
    readonly maximumAgeMs?: number;
    readonly retryBackoffMs: number;
  };
  /** When an item came into being, milliseconds since 1970. */
  arrivedAt(item: Item): number;
  /** Resolves once the function's role may read the stream (or the signal fires). */
  access(): Promise<void>;
  invoke(items: readonly Item[]): Promise<InvokeResult>;
  /** Reads the answer of a function that returned. */
  outcome(items: readonly Item[], payload: string): BatchOutcome;
  /** Hands given up items to the destination; never throws. */
  drop(items: readonly Item[], reason: DropReason): Promise<void>;
  /** Moves the position past the items. */
  settle(items: readonly Item[]): void;
  /** Tells what the last attempt came to. */
  report(result: InvokeResult, outcome: BatchOutcome | undefined, items: readonly Item[]): void;
}

/** Takes one batch to its end: handled, given up, or interrupted by the service's end. */
export class BatchProcessor<Item = PendingRecord> {
  private readonly progress: BatchProgress<Item>;
  private lastAttempt: LastAttempt | undefined;
  /** Tries in a row that settled nothing, whatever the reason: they make the pauses grow. */
  private setbacks = 0;

  constructor(
    items: readonly Item[],
    private readonly host: ProcessorHost<Item>,
  ) {
    this.progress = new BatchProgress(items, host.policy);
  }

  async run(): Promise<void> {
    const { signal } = this.host;
    while (this.progress.current().length > 0) {
      await this.host.access();
      if (signal.aborted) return;
      if (await this.expireOld()) continue;
      if (!(await this.attempt())) await pause(this.pauseMs(), signal);
    }
  }

  /** Gives up what has grown too old, attempted or not. */
  private async expireOld(): Promise<boolean> {
    const { maximumAgeMs } = this.host.policy;
    if (maximumAgeMs === undefined) return false;
    const oldest = Date.now() - maximumAgeMs;
    const items = this.progress.current();
    const young = items.findIndex((item) => this.host.arrivedAt(item) > oldest);
    const count = young === -1 ? items.length : young;
    if (count === 0) return false;
    // An attempt with other records says nothing about these.
    if (this.progress.failures() === 0) this.lastAttempt = undefined;
    await this.apply(this.progress.expire(count), "RecordAgeExceeded");
    return true;
  }

  /** Invokes once. @returns whether the next try may follow at once */
  private async attempt(): Promise<boolean> {
    const items = this.progress.current();
    const result = await this.host.invoke(items);
    const outcome = result.kind === "returned" ? this.host.outcome(items, result.payload) : undefined;
    this.host.report(result, outcome, items);
    if (result.kind === "throttled" || result.kind === "service-error") return this.setback();
    this.lastAttempt = {
      requestId: result.requestId,
      version: result.version,
      functionError: result.kind === "function-error" ? result.error : undefined,
    };
    const verdict = this.verdict(outcome);
    await this.apply(verdict, "RetryAttemptsExhausted");
    if (verdict.settled.length > 0 || verdict.dropped) {
      this.setbacks = 0;
      return true;
    }
    // A split is no second try of the same: the pauses start small again.
    if (this.progress.current().length < items.length) this.setbacks = 0;
    return this.setback();
  }

  private verdict(outcome: BatchOutcome | undefined): Verdict<Item> {
    if (outcome?.kind === "success") return this.progress.succeed();
    if (outcome?.kind === "partial") return this.progress.failFrom(outcome.index);
    return this.progress.fail();
  }

  private async apply({ settled, dropped }: Verdict<Item>, condition: DropCondition): Promise<void> {
    if (settled.length > 0) this.host.settle(settled);
    if (!dropped) return;
    const { items, invocations } = dropped;
    await this.host.drop(items, { condition, invocations, lastAttempt: this.lastAttempt });
    this.host.settle(items);
    this.lastAttempt = undefined;
  }

  private setback(): false {
    this.setbacks += 1;
    return false;
  }

  /** Never sleeps past the moment at which the oldest record expires. */
  private pauseMs(): number {
    const { policy } = this.host;
    const wait = backoffMs(this.setbacks, policy.retryBackoffMs);
    const first = this.progress.current()[0];
    if (policy.maximumAgeMs === undefined || first === undefined) return wait;
    const expiresIn = this.host.arrivedAt(first) + policy.maximumAgeMs - Date.now();
    return Math.max(0, Math.min(wait, expiresIn + 1));
  }
}
