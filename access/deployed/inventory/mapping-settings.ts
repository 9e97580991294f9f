import type { EventSourceMappingConfiguration } from "@aws-sdk/client-lambda";
import type { Settings } from "../../inventory/stack-inventory";

/** The settings of a mapping by Terraform's names, each setting that the file cannot have left out at its default. */
export function mappingSettings(mapping: EventSourceMappingConfiguration): Settings {
  const { State, EventSourceArn, StartingPosition, DestinationConfig, FilterCriteria } = mapping;
  const destination = DestinationConfig?.OnFailure?.Destination;
  const filters = FilterCriteria?.Filters ?? [];
  return {
    event_source_arn: EventSourceArn,
    function_name: qualifiedFunctionOf(mapping),
    enabled: State !== "Disabled" && State !== "Disabling",
    starting_position: StartingPosition,
    destination_config: destination && { on_failure: { destination_arn: destination } },
    filter_criteria:
      filters.length === 0
        ? undefined
        : { filter: filters.map(({ Pattern = "{}" }) => ({ pattern: JSON.parse(Pattern) })) },
    batch_size: mapping.BatchSize,
    maximum_batching_window_in_seconds: mapping.MaximumBatchingWindowInSeconds,
    parallelization_factor: mapping.ParallelizationFactor,
    maximum_retry_attempts: mapping.MaximumRetryAttempts,
    maximum_record_age_in_seconds: mapping.MaximumRecordAgeInSeconds,
    bisect_batch_on_function_error: mapping.BisectBatchOnFunctionError,
    function_response_types: unlessEmpty(mapping.FunctionResponseTypes),
    metrics_config: unlessEmpty(mapping.MetricsConfig?.Metrics) &&
      mapping.MetricsConfig && {
        metrics: mapping.MetricsConfig.Metrics,
      },
    tumbling_window_in_seconds: mapping.TumblingWindowInSeconds || undefined,
    kms_key_arn: mapping.KMSKeyArn,
  };
}

/** Name of the function that a mapping invokes. */
export function functionOf({ FunctionArn = "" }: EventSourceMappingConfiguration): string {
  return FunctionArn.split(":")[6] ?? "";
}

/** The same with its version or alias, unless that is the newest code, which the name alone means as well. */
function qualifiedFunctionOf(mapping: EventSourceMappingConfiguration): string {
  const qualifier = mapping.FunctionArn?.split(":")[7];
  return [functionOf(mapping), qualifier === "$LATEST" ? undefined : qualifier].filter(Boolean).join(":");
}

function unlessEmpty<T>(list: readonly T[] = []): readonly T[] | undefined {
  return list.length === 0 ? undefined : list;
}
