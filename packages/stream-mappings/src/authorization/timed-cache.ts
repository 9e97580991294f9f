import { isDeepStrictEqual } from "node:util";

interface Entry<Value> {
  /** When the fetch was started: what it gives is no newer than that. */
  readonly at: number;
  readonly value: Promise<Value>;
  /** What the promise gave, once it has. */
  settled?: Value;
}

/** How long an answer is used, from the moment it was asked for. Milliseconds. */
export interface Lifetime {
  /** From then on it is fetched again, while the old answer still serves. */
  readonly fresh: number;
  /** From then on it is not given out any more. */
  readonly valid: number;
}

/**
 * The old value if the new one says the same, so that whoever works with the values can tell at once that nothing changed.
 */
function oldIfSame<Value>(old: Value, fetched: Value): Value {
  return isDeepStrictEqual(old, fetched) ? old : fetched;
}

/** Caches what was fetched for a short while; callers that ask at the same time share one fetch. */
export class TimedCache<Value> {
  private readonly entries = new Map<string, Entry<Value>>();
  private readonly refreshing = new Set<string>();

  constructor(private readonly lifetime: Lifetime) {}

  /** A failed fetch is forgotten at once, or leaves the old answer to serve out its time. */
  get(key: string, fetch: () => Promise<Value>): Promise<Value> {
    const known = this.entries.get(key);
    const age = known ? Date.now() - known.at : Number.POSITIVE_INFINITY;
    if (!known || age >= this.lifetime.valid) return this.fetch(key, fetch);
    if (age >= this.lifetime.fresh) void this.refresh(key, fetch);
    return known.value;
  }

  private fetch(key: string, fetch: () => Promise<Value>): Promise<Value> {
    const old = this.entries.get(key)?.settled;
    const fetched = fetch();
    const value = old === undefined ? fetched : fetched.then((found) => oldIfSame<Value>(old, found));
    const entry: Entry<Value> = { at: Date.now(), value };
    this.entries.set(key, entry);
    value.then(
      (found) => {
        entry.settled = found;
      },
      () => this.forget(key, entry),
    );
    return value;
  }

  private async refresh(key: string, fetch: () => Promise<Value>): Promise<void> {
    if (this.refreshing.has(key)) return;
    this.refreshing.add(key);
    const at = Date.now();
    try {
      const found = await fetch();
      const old = this.entries.get(key)?.settled;
      const settled: Value = old === undefined ? found : oldIfSame<Value>(old, found);
      this.entries.set(key, { at, value: Promise.resolve(settled), settled });
    } catch {
      // The first caller after the old answer has expired gets the failure.
    } finally {
      this.refreshing.delete(key);
    }
  }

  private forget(key: string, entry: Entry<Value>): void {
    if (this.entries.get(key) === entry) this.entries.delete(key);
  }
}
