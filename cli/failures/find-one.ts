import type { ConsumerFailures } from "../../failures/consumer-failures";
import type { FailedBatch } from "../../failures/failed-batch";
import type { FoundBatch } from "../../failures/find-batches";
import { batchText } from "../../failures/report/text";
import { oneById } from "../../failures/select";
import { inBucket } from "./opened";

/** An object that is to be given up, and the consumer whose bucket it is in. */
export interface LocatedObject {
  readonly failures: ConsumerFailures;
  readonly batch: Pick<FailedBatch, "id" | "key" | "records">;
  /** What there is to know about it. */
  readonly text: string;
}

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

/**
 * The same, among batches and objects that cannot be read.
 * @throws FailureError if there is none, or more than one
 */
export async function findObject(all: readonly ConsumerFailures[], id: string): Promise<LocatedObject> {
  const located = await Promise.all(
    all.map(async (failures) => {
      const { batches, unreadable } = await inBucket(failures, () => failures.find());
      return [
        ...batches.map((found) => ({
          failures,
          batch: found.batch,
          text: batchText(found),
          id: found.batch.id,
        })),
        ...unreadable.map(({ id, key, problem }) => ({
          ...{ failures, id, batch: { id, key, records: 0 } },
          text: `object        ${key}\nproblem       ${problem}`,
        })),
      ];
    }),
  );
  return oneById(located.flat(), id);
}
