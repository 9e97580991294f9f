import type { FunctionPart } from "../../../config/function-parts";
import type { AlarmsConfig, ConsumerConfig } from "../../../config/schema";
import { type ExpectedAlarm, high, lambda, low, times } from "./alarm-conditions";
import { ref, terraformName } from "./text";

/** What Lambda measures for a function that reads streams, over all of them. */
export function ofReader(part: FunctionPart, functionName: string, settings: AlarmsConfig): ExpectedAlarm[] {
  const reader = { FunctionName: functionName };
  const age = (severity: "warning" | "critical", seconds: number | null) =>
    high(`${part}/iterator-age-${severity}`, severity, times(seconds, 1000), {
      ...lambda("IteratorAge", reader),
      statistic: "Maximum",
    });
  return [
    ...age("warning", settings.iteratorAgeWarningSeconds),
    ...age("critical", settings.iteratorAgeCriticalSeconds),
    ...high(
      `${part}/failed-deliveries`,
      "critical",
      settings.failedDeliveries,
      lambda("DestinationDeliveryFailures", reader),
    ),
  ];
}

/** A meter's mappings are never paused, and what they give up is missing in the ledger. */
export function ofMeter(
  { usageMeter: meter, mappings }: ConsumerConfig,
  settings: AlarmsConfig,
): ExpectedAlarm[] {
  if (!meter) return [];
  const sources = meter.sources ?? [...new Set(mappings.map(({ source }) => source))];
  const conflicts = {
    namespace: "CrossAccountStreams",
    metric_name: "LedgerConflicts",
    dimensions: { service: meter.function.name },
    statistic: "Sum",
  };
  return [
    ...ofReader("usage-meter", meter.function.name, settings),
    ...high("usage-meter/ledger-conflicts", "warning", settings.ledgerConflicts, conflicts),
    ...sources.flatMap((source) => {
      const uuid = ref(`aws_lambda_event_source_mapping.meter_mapping_${terraformName(source)}`, "uuid");
      const metric = (name: string) => lambda(name, { EventSourceMappingUUID: uuid });
      const id = (kind: string) => `meter-mapping-${source}/${kind}`;
      const polled = { ...metric("PolledEventCount"), statistic: "SampleCount" };
      const delivered = metric("OnFailureDestinationDeliveredEventCount");
      return [
        ...low(id("not-polled"), "critical", settings.notPolledMinutes, polled),
        ...high(id("failed-records"), "warning", settings.failedRecords, metric("FailedInvokeEventCount")),
        ...high(id("discarded-records"), "critical", settings.discardedRecords, delivered),
        ...high(id("lost-records"), "critical", settings.lostRecords, metric("DroppedEventCount")),
      ].map((alarm) => ({ ...alarm, source }));
    }),
  ];
}
