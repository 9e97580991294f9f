import { METRICS_NAMESPACE } from "../config/function-variables";
import type { DeployedId, Dimension, Metric } from "./alarm";

/**
 * The metrics that alarms and dashboards look at, by namespace and by the first of their dimensions.
 * - Functions and mappings: Lambda Developer Guide, "Types of metrics for Lambda functions". A mapping has its metrics
 *   only with `EventCount` in its metrics configuration.
 * - HTTP APIs: API Gateway Developer Guide, "Monitor CloudWatch metrics for HTTP APIs".
 * - Log groups: CloudWatch Logs User Guide, "Monitoring with CloudWatch metrics".
 * - The functions' own: lambda-src/stream-handler/batch-metrics.ts and lambda-src/usage-meter/meter-metrics.ts.
 */
export const METRICS = {
  "AWS/Lambda": {
    FunctionName: [
      "ConcurrentExecutions",
      "DestinationDeliveryFailures",
      "Duration",
      "Errors",
      "Invocations",
      "IteratorAge",
      "Throttles",
    ],
    EventSourceMappingUUID: [
      "DroppedEventCount",
      "FailedInvokeEventCount",
      "FilteredOutEventCount",
      "InvokedEventCount",
      "OnFailureDestinationDeliveredEventCount",
      "PolledEventCount",
    ],
  },
  "AWS/ApiGateway": { ApiId: ["4xx", "5xx", "Count", "DataProcessed", "IntegrationLatency", "Latency"] },
  "AWS/Logs": { LogGroupName: ["IncomingBytes"] },
  [METRICS_NAMESPACE]: {
    service: ["LedgerConflicts", "OldestRecordAge", "RecordsFailed", "RecordsHandled", "RecordsReturned"],
  },
} as const;

type Known = typeof METRICS;
type Statistic = Metric["statistic"];
/** A mapping of the stream handler, or one of the usage meter. */
export type MappingKind = Exclude<DeployedId["kind"], "reader-api">;

/** Name of a metric of mappings. */
export type MappingMetricName = Known["AWS/Lambda"]["EventSourceMappingUUID"][number];

/** A metric of a function. */
export function functionMetric(
  functionName: string,
  name: Known["AWS/Lambda"]["FunctionName"][number],
  statistic: Statistic,
): Metric {
  return metric("AWS/Lambda", name, statistic, [{ name: "FunctionName", value: functionName }]);
}

/** A metric of a mapping. @param reader whose mapping it is */
export function mappingMetric(
  source: string,
  name: MappingMetricName,
  statistic: Statistic,
  reader: MappingKind = "mapping",
): Metric {
  return metric("AWS/Lambda", name, statistic, [
    { name: "EventSourceMappingUUID", value: { kind: reader, source } },
  ]);
}

/** A metric of the reader API. */
export function apiMetric(name: Known["AWS/ApiGateway"]["ApiId"][number], statistic: Statistic): Metric {
  return metric("AWS/ApiGateway", name, statistic, [
    { name: "ApiId", value: { kind: "reader-api" } },
    { name: "Stage", value: "$default" },
  ]);
}

/** How much is written to the log of a function. */
export function logBytes(functionName: string): Metric {
  return metric("AWS/Logs", "IncomingBytes", "Sum", [
    { name: "LogGroupName", value: `/aws/lambda/${functionName}` },
  ]);
}

/** A metric that a function itself publishes. */
export function ownMetric(
  functionName: string,
  name: Known[typeof METRICS_NAMESPACE]["service"][number],
  statistic: Statistic,
): Metric {
  return metric(METRICS_NAMESPACE, name, statistic, [{ name: "service", value: functionName }]);
}

function metric(
  namespace: Metric["namespace"],
  name: string,
  statistic: Statistic,
  dimensions: readonly Dimension[],
): Metric {
  return { namespace, name, dimensions, statistic };
}
