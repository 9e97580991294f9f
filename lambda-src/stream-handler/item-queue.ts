/** A record and its position in the batch. */
export interface Entry<T> {
  readonly index: number;
  readonly record: T;
}

interface LinkedEntry<T> extends Entry<T> {
  /** The next record of the same item. */
  next?: LinkedEntry<T>;
}

/** Hands out the records of a batch, lowest first, each only after the previous record of the same item is done. */
export class ItemQueue<T> {
  /** The records that may be started, in batch order. */
  readonly #ready: LinkedEntry<T>[] = [];

  /** @param keyOf records with the same key belong to the same item */
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

  /** The lowest record that may be started now, if there is one. */
  take(): Entry<T> | undefined {
    return this.#ready.shift();
  }

  /** Reports that a record is done, so that the next record of the same item may start. */
  done({ next }: LinkedEntry<T>): void {
    if (next) this.#ready.splice(this.#placeOf(next.index), 0, next);
  }

  /** Binary search, because a batch has up to 10,000 records. */
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
