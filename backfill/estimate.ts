/** What DynamoDB says about a table. It updates both about every six hours (DynamoDB API reference, TableDescription). */
export interface TableSize {
  readonly items: number;
  readonly bytes: number;
}

/** What a backfill takes, about. */
export interface Estimate {
  readonly items: number;
  readonly invocations: number;
  /** Read request units, or read capacity units, at most. */
  readonly readUnits: number;
  /** How long reading takes at a rate, seconds; absent without a rate. */
  readonly seconds?: number;
}

/** Bytes that one strongly consistent read unit reads (DynamoDB Developer Guide, "Read and write operations"). */
const UNIT_BYTES = 4096;

/**
 * Estimates a backfill. A scan is charged for the sum of the sizes of a page's items, rounded up, so each page adds up to
 * one unit.
 * @param rate read capacity units a second
 */
export function estimate({ items, bytes }: TableSize, pageSize: number, rate: number | undefined): Estimate {
  const pages = Math.ceil(items / pageSize);
  const readUnits = Math.ceil(bytes / UNIT_BYTES) + pages;
  return {
    items,
    invocations: pages,
    readUnits,
    ...(rate !== undefined && { seconds: Math.ceil(readUnits / rate) }),
  };
}
