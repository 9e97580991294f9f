import type { DiscardCause, DiscardReason } from "../destinations/discard";
import type { Attempt } from "../model/attempt";
import { backoffMs } from "./backoff";
import type { BatchProgress, FailurePolicy, Verdict } from "./batch-progress";
import { RecordAge } from "./record-age";

/** What handling the failures of a batch takes. */
export interface FailureWork<Item> {
  readonly policy: FailurePolicy & {
    /** Milliseconds; undefined means no limit. */
    readonly maximumAgeMs?: number;
    readonly retryBackoffMs: number;
  };
  /** When an item was written, milliseconds since 1970. */
  arrivedAt(item: Item): number;
  /** Sends discarded items to the destination; never throws. */
  discard(items: readonly Item[], reason: DiscardReason): Promise<void>;
  /** Moves the checkpoint past the items. */
  settle(items: readonly Item[]): void;
}

/** Handles what goes wrong with one batch: what is tried again and when, and what is discarded. */
export class BatchFailures<Item> {
  private readonly age: RecordAge<Item>;
  /** Tries in a row that settled nothing, for any reason: they make the pauses grow. */
  private setbacks = 0;

  constructor(
    private readonly progress: BatchProgress<Item>,
    private readonly work: FailureWork<Item>,
  ) {
    this.age = new RecordAge(work.policy.maximumAgeMs, work.arrivedAt);
  }

  /** Discards what is too old, attempted or not. @returns whether there was anything */
  async discardExpired(): Promise<boolean> {
    const count = this.age.expired(this.progress.current(), Date.now());
    if (count === 0) return false;
    await this.apply(this.progress.expire(count), { condition: "RecordAgeExceeded" });
    this.moved();
    return true;
  }

  /** Handles an attempt that failed, wholly or in part. @returns the pause before the next try, milliseconds */
  async failed({ result, outcome }: Attempt): Promise<number> {
    if (result.kind === "throttled" || result.kind === "service-error") return this.setback();
    const tried = this.progress.current().length;
    const verdict =
      outcome?.kind === "partial" ? this.progress.failFrom(outcome.index) : this.progress.fail();
    const lastAttempt = {
      requestId: result.requestId,
      version: result.version,
      functionError: result.kind === "function-error" ? result.error : undefined,
    };
    await this.apply(verdict, { condition: "RetryAttemptsExhausted", lastAttempt });
    // Recorded: no pause after a split either, which is no second try of the same.
    return this.progress.current().length < tried || verdict.discarded ? this.moved() : this.setback();
  }

  /** To be called when a batch got on: the next try follows at once, and the pauses start small again. */
  moved(): 0 {
    this.setbacks = 0;
    return 0;
  }

  private async apply({ settled, discarded }: Verdict<Item>, cause: DiscardCause): Promise<void> {
    if (settled.length > 0) this.work.settle(settled);
    if (!discarded) return;
    const { items, invocations } = discarded;
    await this.work.discard(items, { ...cause, invocations });
    this.work.settle(items);
  }

  /** A pause never lasts past the moment at which the oldest record expires. */
  private setback(): number {
    this.setbacks += 1;
    const wait = backoffMs(this.setbacks, this.work.policy.retryBackoffMs);
    const expiresIn = this.age.expiresIn(this.progress.current(), Date.now());
    return expiresIn === undefined ? wait : Math.max(0, Math.min(wait, expiresIn + 1));
  }
}
