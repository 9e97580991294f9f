/**
 * What was counted of the records of one period in one shard, without a record left out between the first and the last.
 * The period is that of the records themselves, by the time at which they were written, and not that of the window in
 * which they came: a record that comes late belongs to the same period in every reading of the stream.
 */
export interface Run {
  /** Start of the period, seconds since 1970. */
  readonly start: number;
  /** Length of the period. */
  readonly seconds: number;
  /** Sequence numbers of the first and the last record. */
  readonly first: string;
  readonly last: string;
  readonly inserts: number;
  readonly modifies: number;
  readonly removes: number;
  /** Sum of the records' sizes. */
  readonly bytes: number;
  /** Records in which an attribute to be summed was there, but not a number. */
  readonly unmeasured: number;
  /** Exact sums in plain digits, by name. */
  readonly sums: Readonly<Record<string, string>>;
  /** The different keys, encoded; absent if they are not counted. */
  readonly sketch?: string;
}

/** A run in the state of a window. */
export interface OpenRun extends Run {
  /** What was measured: settings that change in the middle of a window begin a new run. */
  readonly measures: string;
}

/** How many records a run has. */
export function recordsOf({ inserts, modifies, removes }: Run): number {
  return inserts + modifies + removes;
}
