import type { DiscardCondition, DiscardReason, LastAttempt } from "../destinations/discard";
import { backoffMs } from "../failure-handling/backoff";
import { BatchProgress, type FailurePolicy, type Verdict } from "../failure-handling/batch-progress";
import { RecordAge } from "../failure-handling/record-age";
import type { PendingRecord } from "../model/stream-record";
import { pause } from "../waiting/pause";
import type { BatchOutcome } from "./function-answer";
import type { Attempt } from "./invocations";

/** What the lane does for one of its batches. */
export interface BatchWork<Item> {
  readonly signal: AbortSignal;
  readonly policy: FailurePolicy & {
    /** Milliseconds; undefined means no limit. */
    readonly maximumAgeMs?: number;
    readonly retryBackoffMs: number;
  };
  /** When an item was written, milliseconds since 1970. */
  arrivedAt(item: Item): number;
  /** Resolves once the function's role may read the stream (or the signal fires). */
  granted(): Promise<void>;
  /** Invokes the function once. */
  attempt(items: readonly Item[]): Promise<Attempt>;
  /** Sends discarded items to the destination; never throws. */
  discard(items: readonly Item[], reason: DiscardReason): Promise<void>;
  /** Moves the checkpoint past the items. */
  settle(items: readonly Item[]): void;
}

/** Takes one batch to its end: handled, discarded, or interrupted by the end of the service. */
export class BatchInvocation<Item = PendingRecord> {
  private readonly progress: BatchProgress<Item>;
  private readonly age: RecordAge<Item>;
  private lastAttempt: LastAttempt | undefined;
  /** Tries in a row that settled nothing, for any reason: they make the pauses grow. */
  private setbacks = 0;

  constructor(
    items: readonly Item[],
    private readonly work: BatchWork<Item>,
  ) {
    this.progress = new BatchProgress(items, work.policy);
    this.age = new RecordAge(work.policy.maximumAgeMs, work.arrivedAt);
  }

  async run(): Promise<void> {
    const { signal } = this.work;
    while (this.progress.current().length > 0) {
      await this.work.granted();
      if (signal.aborted) return;
      if (await this.discardExpired()) continue;
      if (!(await this.attempt())) await pause(this.pauseMs(), signal);
    }
  }

  /** Discards what is too old, attempted or not. */
  private async discardExpired(): Promise<boolean> {
    const count = this.age.expired(this.progress.current(), Date.now());
    if (count === 0) return false;
    // An attempt with other records says nothing about these.
    if (this.progress.failures() === 0) this.lastAttempt = undefined;
    await this.apply(this.progress.expire(count), "RecordAgeExceeded");
    return true;
  }

  /** Invokes once. @returns whether the next try may follow at once */
  private async attempt(): Promise<boolean> {
    const items = this.progress.current();
    const { result, outcome } = await this.work.attempt(items);
    if (result.kind === "throttled" || result.kind === "service-error") return this.setback();
    this.lastAttempt = {
      requestId: result.requestId,
      version: result.version,
      functionError: result.kind === "function-error" ? result.error : undefined,
    };
    const verdict = this.verdict(outcome);
    await this.apply(verdict, "RetryAttemptsExhausted");
    if (verdict.settled.length > 0 || verdict.discarded) {
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

  private async apply({ settled, discarded }: Verdict<Item>, condition: DiscardCondition): Promise<void> {
    if (settled.length > 0) this.work.settle(settled);
    if (!discarded) return;
    const { items, invocations } = discarded;
    await this.work.discard(items, { condition, invocations, lastAttempt: this.lastAttempt });
    this.work.settle(items);
    this.lastAttempt = undefined;
  }

  private setback(): false {
    this.setbacks += 1;
    return false;
  }

  /** Never sleeps past the moment at which the oldest record expires. */
  private pauseMs(): number {
    const wait = backoffMs(this.setbacks, this.work.policy.retryBackoffMs);
    const expiresIn = this.age.expiresIn(this.progress.current(), Date.now());
    return expiresIn === undefined ? wait : Math.max(0, Math.min(wait, expiresIn + 1));
  }
}
