/** What the meter counted of one period in one shard, from a first record to a last. */
export interface Run {
  /** Sequence numbers. */
  readonly first: string;
  readonly last: string;
  readonly inserts: number;
  readonly modifies: number;
  readonly removes: number;
  readonly bytes: number;
  /** Records in which an attribute to be summed was no number. */
  readonly unmeasured: number;
  /** Exact sums, by name. */
  readonly sums: Readonly<Record<string, string>>;
  /** Compressed registers of a HyperLogLog sketch. */
  readonly sketch?: Uint8Array;
}

/** An item of the ledger. */
export interface LedgerItem {
  readonly shardId: string;
  /** Milliseconds since 1970. */
  readonly start: number;
  readonly seconds: number;
  /** Counts that add up. */
  readonly runs: readonly Run[];
  /** Counts that contradict them, which are in no total. */
  readonly unresolved: readonly Run[];
}

export function recordsOf({ inserts, modifies, removes }: Run): number {
  return inserts + modifies + removes;
}
