import { parsePattern } from "../filtering/filter-pattern";
import type { MappingSettings } from "../model/mapping";
import { isPlainObject } from "../model/plain-object";
import type { RequestBody } from "./constraints";
import { invalidParameter } from "./errors";

/** What AWS fills in for a DynamoDB stream (recorded). */
const DEFAULTS: MappingSettings = {
  batchSize: 100,
  maximumBatchingWindowInSeconds: 0,
  parallelizationFactor: 1,
  maximumRetryAttempts: -1,
  maximumRecordAgeInSeconds: -1,
  bisectBatchOnFunctionError: false,
  tumblingWindowInSeconds: 0,
  functionResponseTypes: [],
  filters: [],
};

/** Members that belong to other kinds of sources. */
const FOREIGN = [
  "ScalingConfig",
  "ProvisionedPollerConfig",
  "AmazonManagedKafkaEventSourceConfig",
  "SelfManagedKafkaEventSourceConfig",
  "DocumentDBEventSourceConfig",
  "SourceAccessConfigurations",
  "LoggingConfig",
  "Topics",
  "Queues",
] as const;

/** Filters of one mapping without a quota increase (Lambda Developer Guide, event filtering; a quota raises it to 10). */
const MOST_FILTERS = 5;

/**
 * The settings a call asks for, on top of what is there.
 * @param body checked against the API's model already
 * @throws ApiError InvalidParameterValueException for what the service itself refuses
 */
export function settingsFrom(body: RequestBody, current: MappingSettings = DEFAULTS): MappingSettings {
  for (const member of FOREIGN) {
    if (isGiven(body[member])) throw unsupported(member);
  }
  const settings: MappingSettings = {
    batchSize: numberOr(body.BatchSize, current.batchSize),
    maximumBatchingWindowInSeconds: numberOr(
      body.MaximumBatchingWindowInSeconds,
      current.maximumBatchingWindowInSeconds,
    ),
    parallelizationFactor: numberOr(body.ParallelizationFactor, current.parallelizationFactor),
    maximumRetryAttempts: numberOr(body.MaximumRetryAttempts, current.maximumRetryAttempts),
    maximumRecordAgeInSeconds: recordAge(body.MaximumRecordAgeInSeconds, current.maximumRecordAgeInSeconds),
    bisectBatchOnFunctionError:
      typeof body.BisectBatchOnFunctionError === "boolean"
        ? body.BisectBatchOnFunctionError
        : current.bisectBatchOnFunctionError,
    tumblingWindowInSeconds: numberOr(body.TumblingWindowInSeconds, current.tumblingWindowInSeconds),
    functionResponseTypes: Array.isArray(body.FunctionResponseTypes)
      ? body.FunctionResponseTypes.map(String)
      : current.functionResponseTypes,
    onFailureDestination: onFailure(body.DestinationConfig, current.onFailureDestination),
    filters: filters(body.FilterCriteria, current.filters),
    metrics: metrics(body.MetricsConfig, current.metrics),
    kmsKeyArn: typeof body.KMSKeyArn === "string" ? body.KMSKeyArn || undefined : current.kmsKeyArn,
  };
  checkCombinations(settings);
  return settings;
}

/** A tumbling window excludes filters and a parallelization above 1. Texts recorded from AWS. */
function checkCombinations(settings: MappingSettings): void {
  if (settings.tumblingWindowInSeconds === 0) return;
  if (settings.parallelizationFactor > 1) {
    throw invalidParameter(
      "Parallelization factor must be equal to 1 when tumbling window period is configured",
    );
  }
  if (settings.filters.length > 0) {
    throw invalidParameter("Tumbling window period should be zero when FilterCriteria is configured");
  }
}

/** Text recorded from AWS for 0 and 59. */
function recordAge(value: unknown, current: number): number {
  const age = numberOr(value, current);
  if (age === -1 || age >= 60) return age;
  throw invalidParameter(
    "MaximumRecordAgeInSeconds must be either -1 (forever) or between 60 and 604800 (inclusive)",
  );
}

function onFailure(config: unknown, current: string | undefined): string | undefined {
  if (!isPlainObject(config)) return current;
  // Text recorded from AWS for DynamoDB streams; an SQS source gets another one.
  if (isGiven(config.OnSuccess)) {
    throw invalidParameter("OnSuccess configuration is not supported for event source mappings.");
  }
  if (!isPlainObject(config.OnFailure)) return undefined;
  const destination = config.OnFailure.Destination;
  if (typeof destination !== "string" || destination === "") return undefined;
  return checkedDestination(destination);
}

/** Standard queues and topics, and buckets; no FIFO (Lambda Developer Guide). */
function checkedDestination(arn: string): string {
  const service = arn.split(":")[2] ?? "";
  if (["sqs", "sns", "s3"].includes(service) && !arn.endsWith(".fifo")) return arn;
  throw invalidParameter("Unsupported DestinationConfig parameter for given event source mapping type.");
}

function filters(criteria: unknown, current: string[]): string[] {
  if (!isPlainObject(criteria)) return current;
  if (!Array.isArray(criteria.Filters)) return [];
  const patterns = criteria.Filters.map((filter) =>
    isPlainObject(filter) && typeof filter.Pattern === "string" ? filter.Pattern : "",
  );
  if (patterns.length > MOST_FILTERS) {
    throw invalidParameter(`Maximum number of filters (${MOST_FILTERS}) exceeded.`);
  }
  for (const pattern of patterns) {
    if (!parsePattern(pattern)) throw invalidParameter("Invalid filter pattern definition.");
  }
  return patterns;
}

function metrics(config: unknown, current: string[] | undefined): string[] | undefined {
  if (!isPlainObject(config)) return current;
  const groups = Array.isArray(config.Metrics) ? config.Metrics.map(String) : [];
  if (groups.some((group) => group !== "EventCount")) throw unsupported("MetricsConfig");
  return groups;
}

function unsupported(member: string) {
  return invalidParameter(`Unsupported ${member} parameter for given event source mapping type.`);
}

function numberOr(value: unknown, fallback: number): number {
  return typeof value === "number" ? value : fallback;
}

function isGiven(value: unknown): boolean {
  if (value === undefined || value === null) return false;
  if (Array.isArray(value)) return value.length > 0;
  return !isPlainObject(value) || Object.keys(value).length > 0;
}
