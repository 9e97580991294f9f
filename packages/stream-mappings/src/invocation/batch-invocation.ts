import { BatchFailures, type FailureWork } from "../failure-handling/batch-failures";
import { BatchProgress } from "../failure-handling/batch-progress";
import type { Attempt } from "../model/attempt";
import type { PendingRecord } from "../model/stream-record";
import { pause } from "../waiting/pause";

/** What the lane does for one of its batches. */
export interface BatchWork<Item> extends FailureWork<Item> {
  readonly signal: AbortSignal;
  /** Resolves once the function's role may read the stream (or the signal fires). */
  granted(): Promise<void>;
  /** Invokes the function once. */
  attempt(items: readonly Item[]): Promise<Attempt>;
}

/** Takes one batch to its end: handled, discarded, or interrupted by the end of the service. */
export class BatchInvocation<Item = PendingRecord> {
  private readonly progress: BatchProgress<Item>;
  private readonly failures: BatchFailures<Item>;

  constructor(
    items: readonly Item[],
    private readonly work: BatchWork<Item>,
  ) {
    this.progress = new BatchProgress(items, work.policy);
    this.failures = new BatchFailures(this.progress, work);
  }

  async run(): Promise<void> {
    const { signal } = this.work;
    while (this.progress.current().length > 0) {
      await this.work.granted();
      if (signal.aborted) return;
      if (await this.failures.discardExpired()) continue;
      const attempt = await this.work.attempt(this.progress.current());
      const waitMs =
        attempt.outcome?.kind === "success" ? this.succeed() : await this.failures.failed(attempt);
      if (waitMs > 0) await pause(waitMs, signal);
    }
  }

  private succeed(): number {
    this.work.settle(this.progress.succeed().settled);
    return this.failures.moved();
  }
}
