import type { AttributeValue, ScanCommandInput, ScanCommandOutput } from "@aws-sdk/client-dynamodb";

type Item = Record<string, AttributeValue>;

/** One item in its place in the scan. A ghost is evaluated and not sent: that is how pages become empty. */
export interface Slot {
  readonly item: Item;
  /** Which part of the table it falls into; taken modulo the number of segments. */
  readonly hash: number;
  readonly isGhost: boolean;
}

/** A table in memory that answers `Scan` as DynamoDB does. */
export class FakeTable {
  readonly #pageSizes: readonly number[];
  #calls = 0;

  /** @param pageSizes how many slots the calls evaluate at most, one after the other, over and over */
  constructor(
    private readonly slots: readonly Slot[],
    private readonly keyAttributes: readonly string[],
    pageSizes: readonly number[],
  ) {
    this.#pageSizes = pageSizes;
  }

  scan(input: ScanCommandInput): Omit<ScanCommandOutput, "$metadata"> {
    const { Segment = 0, TotalSegments = 1, Limit = Number.POSITIVE_INFINITY, ExclusiveStartKey } = input;
    const segment = this.slots.filter(({ hash }) => hash % TotalSegments === Segment);
    const from = ExclusiveStartKey ? this.#placeOf(ExclusiveStartKey, segment) + 1 : 0;
    const size = Math.min(Limit, this.#pageSizes[this.#calls++ % this.#pageSizes.length] ?? 1);
    const page = segment.slice(from, from + size);
    // As with DynamoDB, a page that its size ended has a key, even if nothing comes after it.
    const last = page.length === size ? page.at(-1) : undefined;
    return {
      Items: page.filter(({ isGhost }) => !isGhost).map(({ item }) => item),
      ...(last && { LastEvaluatedKey: this.#keyOf(last.item) }),
    };
  }

  #placeOf(key: Item, segment: readonly Slot[]): number {
    const text = JSON.stringify(this.#keyOf(key));
    const place = segment.findIndex(({ item }) => JSON.stringify(this.#keyOf(item)) === text);
    if (place >= 0) return place;
    throw new Error("The key lies in another segment, or in none.");
  }

  #keyOf(item: Item): Item {
    return Object.fromEntries(this.keyAttributes.map((name) => [name, item[name] ?? { NULL: true }]));
  }
}
