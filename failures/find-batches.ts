import { createHash } from "node:crypto";
import pLimit from "p-limit";
import { itemOf } from "../replay/replay-record";
import type { FailedBatch, UnreadableBatch } from "./failed-batch";
import type { FailureBucketObjects } from "./failure-bucket";
import type { Ledger, LedgerEntry } from "./ledger";
import { isLoaded, readBatch } from "./read-batch";

/** A failed batch, what was done about it, and which items it is about. */
export interface FoundBatch {
  readonly batch: FailedBatch;
  readonly entry?: LedgerEntry;
  /** The items of the records that are not handled yet, each once, as hashes. */
  readonly items: ReadonlySet<string>;
}

/** What is in a failure bucket. */
export interface Found {
  readonly batches: readonly FoundBatch[];
  readonly unreadable: readonly UnreadableBatch[];
}

export interface FindOptions {
  readonly bucket: FailureBucketObjects;
  readonly ledger: Ledger;
  /** The source of a stream, by the environment file. */
  readonly sourceOf: (streamArn: string) => string | undefined;
}

/** Objects that are read at once: each may have 6 MB, so few. */
const READ_AT_ONCE = 4;

/** Reads every failed batch of a bucket and keeps what is said about it, but none of its records. */
export async function findBatches({ bucket, ledger, sourceOf }: FindOptions): Promise<Found> {
  const [keys, noted] = await Promise.all([bucket.keys(), ledger.ids()]);
  const limit = pLimit(READ_AT_ONCE);
  const read = async (key: string): Promise<FoundBatch | UnreadableBatch | undefined> => {
    const text = await bucket.text(key);
    if (text === undefined) return undefined;
    const found = readBatch(key, text, sourceOf);
    if (!isLoaded(found)) return found;
    const { batch, event } = found;
    const entry = noted.has(batch.id) ? await ledger.entry(batch.id) : undefined;
    const left = event.Records.slice(entry?.handled ?? 0);
    return { batch, ...(entry && { entry }), items: new Set(left.map((record) => hashOf(itemOf(record)))) };
  };
  const all = await Promise.all(keys.map((key) => limit(() => read(key))));
  return {
    batches: all.filter((found): found is FoundBatch => found !== undefined && "batch" in found),
    unreadable: all.filter((found): found is UnreadableBatch => found !== undefined && "problem" in found),
  };
}

/** A name for an item: short, so that a hundred thousand of them fit into memory, and without item data. */
export function hashOf(text: string): string {
  return createHash("sha256").update(text).digest("base64url").slice(0, 22);
}
