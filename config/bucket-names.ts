import { accountOf, regionOf } from "./placement";
import type { ConsumerConfig, Environment } from "./schema";

/**
 * Name of a consumer's failure bucket when the file gives none. Account and region are part of it because
 * bucket names are unique across all of AWS; lower case because S3 takes no capitals.
 */
export function defaultFailureBucketName(functionName: string, accountId: string, region: string): string {
  return `${functionName.toLowerCase()}-failures-${accountId}-${region}`;
}

/** Name of the bucket that keeps the batches a consumer could not handle. */
export function failureBucketName(consumer: ConsumerConfig, environment: Environment): string {
  if (consumer.failureBucketName !== undefined) return consumer.failureBucketName;
  const { id } = accountOf(consumer, environment);
  return defaultFailureBucketName(consumer.function.name, id, regionOf(consumer, environment));
}
