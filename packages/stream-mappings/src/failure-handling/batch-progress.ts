/** How often a batch may be tried again, and how it is taken apart. */
export interface FailurePolicy {
  /** Retries after the first attempt; -1 means without end. */
  readonly maximumRetryAttempts: number;
  /** Split a failing batch in two instead of trying it again whole. */
  readonly bisect: boolean;
}

/** Records that travel together. */
interface Part<Item> {
  readonly items: readonly Item[];
  /** Invocations that failed since this part came to be. */
  readonly failures: number;
}

/** What an outcome led to. */
export interface Verdict<Item> {
  /** Handled: the checkpoint may move past them. */
  readonly settled: readonly Item[];
  /** To be sent to the destination; then the checkpoint may move past them. */
  readonly discarded?: { readonly items: readonly Item[]; readonly invocations: number };
}

/**
 * Takes a batch through its failures, as AWS was recorded to do:
 * - an error tries the same records again until the retries are used up, then discards them;
 * - with bisection a failing batch of more than one record is split in two, the first half first; a split
 *   costs no retry, and each half starts with a fresh allowance;
 * - a partial failure settles what comes before the lowest failed record; the rest is sent again whole, with
 *   a fresh allowance. One that fails at its first record has settled nothing and counts as an error.
 */
export class BatchProgress<Item> {
  private readonly parts: Part<Item>[];

  constructor(
    items: readonly Item[],
    private readonly policy: FailurePolicy,
  ) {
    this.parts = [{ items, failures: 0 }];
  }

  /** The records to send next; empty when the batch is through. */
  current(): readonly Item[] {
    return this.parts[0]?.items ?? [];
  }

  /** Failed invocations of exactly the current records. */
  failures(): number {
    return this.parts[0]?.failures ?? 0;
  }

  /** The function took all of them. */
  succeed(): Verdict<Item> {
    return { settled: this.take().items };
  }

  /** The function reported the record at `index` (within the current records) as the lowest failed one. */
  failFrom(index: number): Verdict<Item> {
    if (index === 0) return this.fail();
    const { items } = this.take();
    this.parts.unshift({ items: items.slice(index), failures: 0 });
    return { settled: items.slice(0, index) };
  }

  /** The function failed, or said that the whole batch did. */
  fail(): Verdict<Item> {
    const { items, failures } = this.take();
    if (this.policy.bisect && items.length > 1) {
      const middle = Math.floor(items.length / 2);
      this.parts.unshift(
        { items: items.slice(0, middle), failures: 0 },
        { items: items.slice(middle), failures: 0 },
      );
      return { settled: [] };
    }
    const { maximumRetryAttempts } = this.policy;
    if (maximumRetryAttempts >= 0 && failures >= maximumRetryAttempts) {
      return { settled: [], discarded: { items, invocations: failures + 1 } };
    }
    this.parts.unshift({ items, failures: failures + 1 });
    return { settled: [] };
  }

  /** Discards the first `count` of the current records, which are too old; the rest goes on as it was. */
  expire(count: number): Verdict<Item> {
    const { items, failures } = this.take();
    if (count < items.length) this.parts.unshift({ items: items.slice(count), failures });
    return { settled: [], discarded: { items: items.slice(0, count), invocations: Math.max(1, failures) } };
  }

  private take(): Part<Item> {
    return this.parts.shift() ?? { items: [], failures: 0 };
  }
}
