import { type FunctionPart, OWNER_KEYS } from "../../../config/function-parts";
import type { AlarmsConfig, ConsumerConfig, FunctionConfig } from "../../../config/schema";
import { type ExpectedAlarm, high, lambda, low, times } from "./alarm-conditions";
import { ofMeter, ofReader } from "./reader-alarms";
import { ref, terraformName } from "./text";

/** The alarms that a consumer's file implies; one whose threshold is null is off. */
export function expectedAlarms(consumer: ConsumerConfig, settings: AlarmsConfig): ExpectedAlarm[] {
  return [
    ...ofReader("stream-handler", consumer.function.name, settings),
    ...consumer.mappings.flatMap((mapping) => ofMapping(mapping, settings)),
    ...ofMeter(consumer, settings),
    ...(Object.keys(OWNER_KEYS) as FunctionPart[]).flatMap((part) => ofFunction(consumer, part, settings)),
    ...(consumer.readerApi ? ofApi(settings) : []),
  ];
}

function ofMapping(
  { source, enabled }: ConsumerConfig["mappings"][number],
  settings: AlarmsConfig,
): ExpectedAlarm[] {
  const uuid = ref(`aws_lambda_event_source_mapping.mapping_${terraformName(source)}`, "uuid");
  const metric = (name: string) => lambda(name, { EventSourceMappingUUID: uuid });
  const id = (kind: string) => `mapping-${source}/${kind}`;
  const hours = new Map(Object.entries(settings.noEventsHours)).get(source) ?? null;
  const polled = metric("PolledEventCount");
  return [
    ...(enabled
      ? [
          ...low(id("not-polled"), "critical", settings.notPolledMinutes, {
            ...polled,
            statistic: "SampleCount",
          }),
          ...low(id("no-events"), "warning", hours, polled),
        ]
      : []),
    ...high(id("failed-records"), "warning", settings.failedRecords, metric("FailedInvokeEventCount")),
    ...high(
      id("discarded-records"),
      "warning",
      settings.discardedRecords,
      metric("OnFailureDestinationDeliveredEventCount"),
    ),
    ...high(id("lost-records"), "critical", settings.lostRecords, metric("DroppedEventCount")),
  ].map((alarm) => ({ ...alarm, source }));
}

function ofFunction(consumer: ConsumerConfig, part: FunctionPart, settings: AlarmsConfig): ExpectedAlarm[] {
  const key = OWNER_KEYS[part];
  const config: FunctionConfig | undefined = key === undefined ? consumer.function : consumer[key]?.function;
  if (config === undefined) return [];
  const metric = (name: string) => lambda(name, { FunctionName: config.name });
  return [
    ...high(`${part}/function-errors`, "warning", settings.errors, metric("Errors")),
    ...high(`${part}/function-throttles`, "warning", settings.throttles, metric("Throttles")),
    ...high(`${part}/function-duration`, "warning", times(settings.durationPercent, config.timeout * 10), {
      ...metric("Duration"),
      statistic: "Maximum",
    }),
  ];
}

function ofApi({ apiErrors, apiLatencyMilliseconds }: AlarmsConfig): ExpectedAlarm[] {
  const metric = (name: string) => ({
    namespace: "AWS/ApiGateway",
    metric_name: name,
    dimensions: { ApiId: ref("aws_apigatewayv2_api.reader_api", "id"), Stage: "$default" },
  });
  return [
    ...high("reader-api/api-errors", "warning", apiErrors, { ...metric("5xx"), statistic: "Sum" }),
    ...high("reader-api/api-latency", "warning", apiLatencyMilliseconds, {
      ...metric("Latency"),
      extended_statistic: "p99",
    }),
  ];
}
