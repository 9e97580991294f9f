/** One record in its place in the batch. */
export interface Entry<T> {
  readonly index: number;
  readonly record: T;
}

interface LinkedEntry<T> extends Entry<T> {
  /** The next record of the same item. */
  next?: LinkedEntry<T>;
}

/** Gives out the records of a batch, lowest first, but none before the one of the same item ahead of it is done. */
export class ItemQueue<T> {
  /** First records of their items not yet given out, in batch order. */
  readonly #ready: LinkedEntry<T>[] = [];

  /** @param keyOf tells which records belong to the same item */
  constructor(records: readonly T[], keyOf: (record: T) => string) {
    const last = new Map<string, LinkedEntry<T>>();
    for (const [index, record] of records.entries()) {
      const entry = { index, record };
      const key = keyOf(record);
      const ahead = last.get(key);
      if (ahead) ahead.next = entry;
      else this.#ready.push(entry);
      last.set(key, entry);
    }
  }

  /** The lowest record that may be started, if there is one now. */
  take(): Entry<T> | undefined {
    return this.#ready.shift();
  }

  /** Says that a record given out is done, so that the next of its item may follow. */
  done({ next }: LinkedEntry<T>): void {
    if (next) this.#ready.splice(this.#placeOf(next.index), 0, next);
  }

  /** Binary search: batches go up to 10,000 records. */
  #placeOf(index: number): number {
    let [low, high] = [0, this.#ready.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#ready[middle]?.index ?? index) < index) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
