/** Names under which DynamoDB throttles (DynamoDB Developer Guide, "Error messages and codes"), and a call times out. */
const NAMES = new Set([
  "ProvisionedThroughputExceededException",
  "RequestLimitExceeded",
  "ThrottlingException",
  "TimeoutError",
  "AbortError",
]);

/** Whether a call failed for a reason that passes: DynamoDB throttled, failed by itself, or did not answer in time. */
export function isPassing(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return NAMES.has(error.name) || statusOf(error) >= 500;
}

function statusOf(error: Error & { $metadata?: { httpStatusCode?: number } }): number {
  return error.$metadata?.httpStatusCode ?? 0;
}
