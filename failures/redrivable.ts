import type { FailedBatch } from "./failed-batch";

/**
 * Whether a batch can be handed to the stream handler again. Those of the usage meter lie in the same bucket, but records
 * of a window are counted with the window's state only; and they must not hold up the stream handler's batches about the
 * same items. A meter that is no longer in the file is known by its windows.
 * @param meter name of the consumer's usage meter; undefined if it has none
 */
export function isRedrivable(
  batch: Pick<FailedBatch, "functionArn" | "window">,
  meter: string | undefined,
): boolean {
  return batch.window === undefined && !isOfFunction(batch, meter);
}

/** Whether a batch is that of a function, with whatever qualifier. */
export function isOfFunction(
  { functionArn }: Pick<FailedBatch, "functionArn">,
  name: string | undefined,
): boolean {
  return name !== undefined && functionArn.split(":")[6] === name;
}
