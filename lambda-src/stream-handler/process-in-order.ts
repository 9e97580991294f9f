import { ItemQueue } from "./item-queue";

export interface ProcessOptions<T> {
  /** Records with the same key belong to the same item. */
  readonly keyOf: (record: T) => string;
  /** Handles one record; a rejection is a failure of that record. */
  readonly handle: (record: T) => Promise<void>;
  /** Told of every failure when it happens. Must not throw. */
  readonly onFailure: (record: T, error: unknown) => void;
  /** How many records may run at once, 1 or more. */
  readonly concurrency: number;
}

export interface ProcessOutcome {
  /** How many records were handled. */
  readonly handled: number;
  /** How many were tried and failed. */
  readonly failed: number;
  /** The lowest failure: every record before this place was handled. Absent if all were handled. */
  readonly firstFailure?: number;
}

/**
 * Handles the records of a batch: those of one item one after the other, different items concurrently.
 *
 * Lambda sends everything from the lowest failure on again. So once a record has failed, no later record is
 * started: it would only be handled twice. Earlier ones still are, because whatever lies before the failure
 * does not come again. Records already running are waited for: they must not run on beside their own retry.
 */
export async function processInOrder<T>(
  records: readonly T[],
  { keyOf, handle, onFailure, concurrency }: ProcessOptions<T>,
): Promise<ProcessOutcome> {
  const queue = new ItemQueue(records, keyOf);
  let handled = 0;
  let failed = 0;
  let lowestFailure = Number.POSITIVE_INFINITY;

  // A worker that finds nothing to start can end for good: a record that is done lets at most one other
  // become ready, and the worker that did it takes the lowest one ready next.
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
