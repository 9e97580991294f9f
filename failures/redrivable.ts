import type { FailedBatch } from "./failed-batch";

/**
 * Whether a batch can be handed over again. Those of the usage meter lie in the same bucket, but the meter counts only
 * what its own mappings send; and they must not hold up the stream handler's batches about the same items.
 * @param meter name of the consumer's usage meter; undefined if it has none
 */
export function isRedrivable(
  { functionArn }: Pick<FailedBatch, "functionArn">,
  meter: string | undefined,
): boolean {
  return meter === undefined || functionArn.split(":")[6] !== meter;
}
