import type { ConsumerConfig, MappingConfig } from "../../../config/schema";
import type { Settings } from "../stack-inventory";
import { literal, ref, terraformName } from "./text";

/** What a stack knows of the ends of its mappings. */
export interface MappingEnds {
  /** Keys of the sources whose mappings the stack holds. */
  readonly sources: ReadonlySet<string>;
  /** The functions' names, as the stack refers to them. */
  readonly handler: string;
  readonly meter: string;
  readonly bucketArn: string;
}

/** The stream handler's mappings that a stack holds. */
export function mappingElements({ mappings }: ConsumerConfig, ends: MappingEnds): Record<string, Settings> {
  return Object.fromEntries(
    mappings
      .filter(({ source }) => ends.sources.has(source))
      .map((mapping) => [mappingOf(mapping.source), mappingSettings(mapping, ends)]),
  );
}

/** UUIDs of the stream handler's mappings that a stack holds, as it refers to them. */
export function mappingUuids({ mappings }: ConsumerConfig, sources: ReadonlySet<string>): Settings {
  const here = mappings.filter(({ source }) => sources.has(source));
  return Object.fromEntries(here.map(({ source }) => [source, ref(mappingOf(source), "uuid")]));
}

/** The usage meter's mappings that a stack holds: neither filters nor lanes, so that each record is counted, in order. */
export function meterMappingElements(consumer: ConsumerConfig, ends: MappingEnds): Record<string, Settings> {
  const windowSeconds = consumer.usageMeter?.windowSeconds;
  return Object.fromEntries(
    meteredIn(consumer, ends.sources).map((source) => [
      meterMappingOf(source),
      {
        ...common(source, ends.bucketArn),
        function_name: ends.meter,
        enabled: true,
        starting_position: "TRIM_HORIZON",
        batch_size: 1_000,
        maximum_batching_window_in_seconds: 5,
        parallelization_factor: 1,
        maximum_retry_attempts: -1,
        maximum_record_age_in_seconds: 82_800,
        bisect_batch_on_function_error: true,
        tumbling_window_in_seconds: windowSeconds,
      },
    ]),
  );
}

/** UUIDs of the usage meter's mappings that a stack holds, as it refers to them. */
export function meterMappingUuids(consumer: ConsumerConfig, sources: ReadonlySet<string>): Settings {
  return Object.fromEntries(
    meteredIn(consumer, sources).map((source) => [source, ref(meterMappingOf(source), "uuid")]),
  );
}

/** Name of the data source that reads the state of a source's stack. */
export function stateOf(source: string): string {
  return `data.terraform_remote_state.source_${terraformName(source)}`;
}

function meteredIn({ usageMeter, mappings }: ConsumerConfig, here: ReadonlySet<string>): string[] {
  if (!usageMeter) return [];
  return (usageMeter.sources ?? mappings.map(({ source }) => source)).filter((source) => here.has(source));
}

function mappingOf(source: string): string {
  return `aws_lambda_event_source_mapping.mapping_${terraformName(source)}`;
}

function meterMappingOf(source: string): string {
  return `aws_lambda_event_source_mapping.meter_mapping_${terraformName(source)}`;
}

function common(source: string, bucketArn: string): Settings {
  return {
    event_source_arn: ref(stateOf(source), "outputs.stream_arn"),
    destination_config: { on_failure: { destination_arn: bucketArn } },
    function_response_types: ["ReportBatchItemFailures"],
    metrics_config: { metrics: ["EventCount"] },
  };
}

function mappingSettings({ source, filters, ...mapping }: MappingConfig, ends: MappingEnds): Settings {
  return {
    ...common(source, ends.bucketArn),
    function_name: ends.handler,
    enabled: mapping.enabled,
    starting_position: mapping.startingPosition,
    filter_criteria: filters && { filter: filters.map((pattern) => ({ pattern: literal(pattern) })) },
    batch_size: mapping.batchSize,
    maximum_batching_window_in_seconds: mapping.maximumBatchingWindowInSeconds,
    parallelization_factor: mapping.parallelizationFactor,
    maximum_retry_attempts: mapping.maximumRetryAttempts,
    maximum_record_age_in_seconds: mapping.maximumRecordAgeInSeconds,
    bisect_batch_on_function_error: mapping.bisectBatchOnFunctionError,
  };
}
