/** Names of throttling errors (DynamoDB Developer Guide, "Error messages and codes") and of timeouts. */
const NAMES = new Set([
  "ProvisionedThroughputExceededException",
  "RequestLimitExceeded",
  "ThrottlingException",
  "TimeoutError",
  "AbortError",
]);

/** Whether a call may succeed if it is repeated: DynamoDB throttled it, failed, or did not answer in time. */
export function isTransient(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return NAMES.has(error.name) || statusOf(error) >= 500;
}

function statusOf(error: Error & { $metadata?: { httpStatusCode?: number } }): number {
  return error.$metadata?.httpStatusCode ?? 0;
}
