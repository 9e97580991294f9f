import type { AlarmsConfig, ConsumerConfig } from "../config/schema";
import { meteredSources } from "../config/usage-meters";
import { type DraftAlarm, once, repeatedly, unlessOff } from "./draft-alarm";
import { notPolled } from "./mapping-alarms";
import { mappingMetric, ownMetric } from "./metrics";
import { streamAlarms } from "./stream-alarms";

/**
 * The alarms of a usage meter and its mappings; none without a meter. Its function's errors, throttles and duration are
 * among those of all functions. That a source brings no records is told by the stream handler's mapping.
 */
export function meterAlarms(config: ConsumerConfig, settings: AlarmsConfig): DraftAlarm[] {
  if (config.usageMeter === undefined) return [];
  const { name } = config.usageMeter.function;
  return [
    ...streamAlarms("usage-meter", name, settings),
    ...conflicts(name, settings),
    ...meteredSources(config).flatMap((source) => ofMapping(source, settings)),
  ];
}

function conflicts(name: string, { ledgerConflicts }: AlarmsConfig): DraftAlarm[] {
  return unlessOff(
    ledgerConflicts,
    (threshold): DraftAlarm => ({
      kind: "ledger-conflicts",
      severity: "warning",
      id: "usage-meter/ledger-conflicts",
      metric: ownMetric(name, "LedgerConflicts", "Sum"),
      ...once(threshold),
      meaning: `The usage meter ${name} counted records that contradict the ledger. Both counts are kept; the totals have the first one.`,
      remedy: "Compare the ledger with the stream within 24 hours, to see which count is right.",
    }),
  );
}

/** What the meter gives up is a hole in the ledger, which no later count fills: critical, unlike a handler's batch. */
function ofMapping(
  source: string,
  { notPolledMinutes, failedRecords, discardedRecords, lostRecords }: AlarmsConfig,
): DraftAlarm[] {
  return [
    ...unlessOff(notPolledMinutes, (minutes) => notPolled(source, minutes, "meter-mapping")),
    ...unlessOff(
      failedRecords,
      (threshold): DraftAlarm => ({
        kind: "failed-records",
        severity: "warning",
        id: `meter-mapping-${source}/failed-records`,
        metric: mappingMetric(source, "FailedInvokeEventCount", "Sum", "meter-mapping"),
        ...repeatedly(threshold),
        meaning: `The usage meter fails to count records of ${source}. Lambda retries them for 23 hours, and meanwhile later records of their shard wait.`,
        remedy: "Read the meter's log for the error, and repair it before the records are given up.",
      }),
    ),
    ...unlessOff(
      discardedRecords,
      (threshold): DraftAlarm => ({
        kind: "uncounted-records",
        severity: "critical",
        id: `meter-mapping-${source}/discarded-records`,
        metric: mappingMetric(source, "OnFailureDestinationDeliveredEventCount", "Sum", "meter-mapping"),
        ...once(threshold),
        meaning: `Lambda gave up records of ${source} that the usage meter could not count: the ledger lacks them. They wait in the failure bucket.`,
        remedy:
          "Write down what the stream still has of them, before it forgets them at the age of 24 hours.",
      }),
    ),
    ...unlessOff(
      lostRecords,
      (threshold): DraftAlarm => ({
        kind: "uncounted-records",
        severity: "critical",
        id: `meter-mapping-${source}/lost-records`,
        metric: mappingMetric(source, "DroppedEventCount", "Sum", "meter-mapping"),
        ...once(threshold),
        meaning: `Records of ${source} that the usage meter could not count were dropped and are in no failure bucket: the ledger lacks them.`,
        remedy:
          "Write down what the stream still has of them, before it forgets them at the age of 24 hours.",
      }),
    ),
  ];
}
