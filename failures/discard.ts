import type { FailedBatch } from "./failed-batch";
import type { FailureBucketObjects } from "./failure-bucket";
import { type Ledger, newEntry } from "./ledger";

export interface DiscardOptions {
  readonly bucket: Pick<FailureBucketObjects, "remove">;
  readonly ledger: Pick<Ledger, "entry" | "note">;
  /** ARN of the operator. */
  readonly by: string;
  /** Why the records will not be handled. */
  readonly because: string;
}

/** Gives a batch up: notes down who did it and why, then deletes the object. */
export async function discardBatch(
  batch: Pick<FailedBatch, "id" | "key" | "records">,
  { bucket, ledger, by, because }: DiscardOptions,
): Promise<void> {
  const entry = (await ledger.entry(batch.id)) ?? newEntry(batch.key, batch.records);
  const attempt = { at: new Date().toISOString(), by, handled: 0, problem: "Discarded" };
  await ledger.note(batch.id, {
    ...entry,
    state: "discarded",
    attempts: [...entry.attempts, attempt],
    because,
  });
  await bucket.remove(batch.key);
}
