/** A sum of one attribute over all items that were inserted or modified. */
export interface SumMeasure {
  /** Name in the ledger. */
  readonly name: string;
  /** The names of the attribute and of the maps that it is in, from the outermost on. */
  readonly path: readonly string[];
}

/** What is measured besides counts and bytes. */
export interface Measures {
  readonly sums: readonly SumMeasure[];
  /** Whether different keys are counted. */
  readonly distinctKeys: boolean;
}
