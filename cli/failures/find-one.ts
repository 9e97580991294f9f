import type { ConsumerFailures } from "../../failures/consumer-failures";
import type { FoundBatch } from "../../failures/find-batches";
import { oneById } from "../../failures/select";
import { inBucket } from "./opened";

/** A batch, and the consumer whose bucket it is in. */
export interface LocatedBatch {
  readonly failures: ConsumerFailures;
  readonly found: FoundBatch;
}

/**
 * The one batch, of all consumers, whose ID begins like this.
 * @throws FailureError if there is none, or more than one
 */
export async function findOne(all: readonly ConsumerFailures[], id: string): Promise<LocatedBatch> {
  const located = await Promise.all(
    all.map(async (failures) => {
      const { batches } = await inBucket(failures, () => failures.find());
      return batches.map((found) => ({ id: found.batch.id, failures, found }));
    }),
  );
  return oneById(located.flat(), id);
}
