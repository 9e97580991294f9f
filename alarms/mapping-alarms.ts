import type { AlarmsConfig, MappingConfig } from "../config/schema";
import { counted } from "../errors/counted";
import { type DraftAlarm, nothingFor, once, repeatedly, unlessOff } from "./draft-alarm";
import { type MappingKind, mappingMetric } from "./metrics";

/** The alarms of one mapping. One that is paused is not expected to read. */
export function mappingAlarms({ source, enabled }: MappingConfig, settings: AlarmsConfig): DraftAlarm[] {
  return [...(enabled ? silence(source, settings) : []), ...failures(source, settings)];
}

function silence(source: string, { notPolledMinutes, noEventsHours }: AlarmsConfig): DraftAlarm[] {
  const hours = Object.hasOwn(noEventsHours, source) ? noEventsHours[source] : undefined;
  return [
    ...unlessOff(notPolledMinutes, (minutes) => notPolled(source, minutes, "mapping")),
    ...unlessOff(
      hours ?? null,
      (count): DraftAlarm => ({
        kind: "no-events",
        severity: "warning",
        id: `mapping-${source}/no-events`,
        metric: mappingMetric(source, "PolledEventCount", "Sum"),
        ...nothingFor(count, 3600),
        meaning: `The stream of ${source} has brought no record for ${counted(count, "hour")}, though the table is expected to be written to.`,
        remedy:
          "Ask whether the table is still written to, and whether the mapping reads its present stream.",
      }),
    ),
  ];
}

/** The alarm of a mapping that Lambda does not poll. @param reader whose mapping it is */
export function notPolled(source: string, minutes: number, reader: MappingKind): DraftAlarm {
  const forWhom = reader === "mapping" ? "" : " for the usage meter";
  return {
    kind: "not-polled",
    severity: "critical",
    id: `${reader}-${source}/not-polled`,
    // A poll that finds nothing counts as 0: the number of polls is the heartbeat, not their sum.
    metric: mappingMetric(source, "PolledEventCount", "SampleCount", reader),
    ...nothingFor(minutes, 60),
    meaning: `Lambda has not polled the stream of ${source}${forWhom} for ${minutes} minutes. Streams forget records after 24 hours.`,
    remedy:
      "Look at the mapping's state and last result: most often the stream's policy or the role has changed.",
  };
}

function failures(
  source: string,
  { failedRecords, discardedRecords, lostRecords }: AlarmsConfig,
): DraftAlarm[] {
  return [
    ...unlessOff(
      failedRecords,
      (threshold): DraftAlarm => ({
        kind: "failed-records",
        severity: "warning",
        id: `mapping-${source}/failed-records`,
        metric: mappingMetric(source, "FailedInvokeEventCount", "Sum"),
        ...repeatedly(threshold),
        meaning: `Records of ${source} fail again and again. Lambda retries them, and meanwhile later records of their shard wait.`,
        remedy: "Read the function's log for the error, and repair it before the retries are used up.",
      }),
    ),
    ...unlessOff(
      discardedRecords,
      (threshold): DraftAlarm => ({
        kind: "discarded-records",
        severity: "warning",
        id: `mapping-${source}/discarded-records`,
        metric: mappingMetric(source, "OnFailureDestinationDeliveredEventCount", "Sum"),
        ...once(threshold),
        meaning: `Records of ${source} used up their retries or grew too old. They wait in the failure bucket.`,
        remedy: "Repair what made them fail, then re-drive them.",
      }),
    ),
    ...unlessOff(
      lostRecords,
      (threshold): DraftAlarm => ({
        kind: "lost-records",
        severity: "critical",
        id: `mapping-${source}/lost-records`,
        metric: mappingMetric(source, "DroppedEventCount", "Sum"),
        ...once(threshold),
        meaning: `Records of ${source} were dropped and are in no failure bucket.`,
        remedy: "Read them from the stream within 24 hours of their change, or backfill from the table.",
      }),
    ),
  ];
}
