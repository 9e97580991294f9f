import { accountOf, regionOf } from "./placement";
import type { ConsumerConfig, Environment } from "./schema";

/**
 * Name of a consumer's failure bucket if the file sets none. It contains account and region because bucket names
 * are unique across all of AWS, and is in lower case because S3 allows no capital letters.
 */
export function defaultFailureBucketName(functionName: string, accountId: string, region: string): string {
  return `${functionName.toLowerCase()}-failures-${accountId}-${region}`;
}

/** Name of the bucket for the batches that a consumer could not process. */
export function failureBucketName(consumer: ConsumerConfig, environment: Environment): string {
  if (consumer.failureBucketName !== undefined) return consumer.failureBucketName;
  const { id } = accountOf(consumer, environment);
  return defaultFailureBucketName(consumer.function.name, id, regionOf(consumer, environment));
}
