import { type Mapping, mappingArn } from "../model/mapping";

/** Recorded for streams, in every state (SQS mappings say `USER_INITIATED`). */
const TRANSITION_REASON = "User action";

/**
 * A mapping as every call of the API shows it. Recorded from AWS: no FunctionName, Enabled or Tags; no
 * FilterCriteria and no MetricsConfig unless they were given.
 */
export function toResponse(mapping: Mapping): Record<string, unknown> {
  const { settings } = mapping;
  return {
    UUID: mapping.uuid,
    BatchSize: settings.batchSize,
    BisectBatchOnFunctionError: settings.bisectBatchOnFunctionError,
    DestinationConfig: {
      OnFailure: settings.onFailureDestination ? { Destination: settings.onFailureDestination } : {},
    },
    EventSourceArn: mapping.streamArn,
    EventSourceMappingArn: mappingArn(mapping),
    FunctionArn: mapping.functionArn,
    FunctionResponseTypes: settings.functionResponseTypes,
    LastModified: mapping.lastModified / 1000,
    LastProcessingResult: mapping.lastProcessingResult,
    MaximumBatchingWindowInSeconds: settings.maximumBatchingWindowInSeconds,
    MaximumRecordAgeInSeconds: settings.maximumRecordAgeInSeconds,
    MaximumRetryAttempts: settings.maximumRetryAttempts,
    ParallelizationFactor: settings.parallelizationFactor,
    StartingPosition: mapping.startingPosition,
    State: mapping.state,
    StateTransitionReason: TRANSITION_REASON,
    TumblingWindowInSeconds: settings.tumblingWindowInSeconds,
    ...(settings.filters.length > 0 && {
      FilterCriteria: { Filters: settings.filters.map((pattern) => ({ Pattern: pattern })) },
    }),
    ...(settings.metrics && { MetricsConfig: { Metrics: settings.metrics } }),
    ...(settings.kmsKeyArn && { KMSKeyArn: settings.kmsKeyArn }),
  };
}
