/** Remembers what was fetched for a short while; callers that ask at the same time share one fetch. */
export class TimedCache<Value> {
  private readonly entries = new Map<string, { readonly at: number; readonly value: Promise<Value> }>();

  /** @param ttlMs how long an answer counts, from the moment it was asked for */
  constructor(private readonly ttlMs: number) {}

  /** A failed fetch is forgotten at once. */
  get(key: string, fetch: () => Promise<Value>): Promise<Value> {
    const known = this.entries.get(key);
    if (known && Date.now() - known.at < this.ttlMs) return known.value;
    const value = fetch();
    this.entries.set(key, { at: Date.now(), value });
    value.catch(() => this.entries.delete(key));
    return value;
  }
}
