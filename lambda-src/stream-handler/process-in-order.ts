import { ItemQueue } from "./item-queue";

export interface ProcessOptions<T> {
  /** Records with the same key belong to the same item. */
  readonly keyOf: (record: T) => string;
  /** Handles one record; a rejected promise is a failure of that record. */
  readonly handle: (record: T) => Promise<void>;
  /** Called for every failure as it happens. Must not throw. */
  readonly onFailure: (record: T, error: unknown) => void;
  /** How many records may be handled at the same time, 1 or more. */
  readonly concurrency: number;
}

export interface ProcessOutcome {
  /** How many records were handled. */
  readonly handled: number;
  /** How many failed. */
  readonly failed: number;
  /** Index of the lowest failure: every record before it was handled. Absent if all were handled. */
  readonly firstFailure?: number;
}

/**
 * Handles the records of a batch: records of one item one after the other, different items concurrently.
 *
 * Lambda retries everything from the lowest failure on. So once a record has failed, no later record is started: it
 * would only be handled twice. Earlier records are still started, because Lambda does not send them again. Records that
 * are already running are awaited, so that they do not run at the same time as their own retry.
 */
export async function processInOrder<T>(
  records: readonly T[],
  { keyOf, handle, onFailure, concurrency }: ProcessOptions<T>,
): Promise<ProcessOutcome> {
  const queue = new ItemQueue(records, keyOf);
  let handled = 0;
  let failed = 0;
  let lowestFailure = Number.POSITIVE_INFINITY;

  // A worker that finds nothing to start can stop: a finished record makes at most one other record ready, and the
  // worker that finished it then takes the lowest ready record.
  const work = async () => {
    for (let entry = queue.take(); entry && entry.index < lowestFailure; entry = queue.take()) {
      try {
        await handle(entry.record);
        handled += 1;
        queue.done(entry);
      } catch (error) {
        failed += 1;
        lowestFailure = Math.min(lowestFailure, entry.index);
        onFailure(entry.record, error);
      }
    }
  };

  await Promise.all(Array.from({ length: Math.min(concurrency, records.length) }, work));
  return { handled, failed, ...(Number.isFinite(lowestFailure) && { firstFailure: lowestFailure }) };
}
