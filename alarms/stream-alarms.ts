import type { AlarmsConfig } from "../config/schema";
import type { Severity } from "./alarm";
import { type DraftAlarm, once, unlessOff } from "./draft-alarm";
import { functionMetric } from "./metrics";

/** The alarms about all streams that a function reads: Lambda has these metrics for the function only. */
export function streamAlarms(
  part: "stream-handler" | "usage-meter",
  functionName: string,
  { iteratorAgeWarningSeconds, iteratorAgeCriticalSeconds, failedDeliveries }: AlarmsConfig,
): DraftAlarm[] {
  return [
    ...unlessOff(iteratorAgeWarningSeconds, (seconds) => iteratorAge(part, functionName, seconds, "warning")),
    ...unlessOff(iteratorAgeCriticalSeconds, (seconds) =>
      iteratorAge(part, functionName, seconds, "critical"),
    ),
    ...unlessOff(
      failedDeliveries,
      (threshold): DraftAlarm => ({
        kind: "failed-deliveries",
        severity: "critical",
        id: `${part}/failed-deliveries`,
        metric: functionMetric(functionName, "DestinationDeliveryFailures", "Sum"),
        ...once(threshold),
        meaning: `Lambda could not write discarded batches of the function ${functionName} to the failure bucket, and does not try again.`,
        remedy:
          "Let the function's role write to the bucket again, then read the lost records from the stream within 24 hours.",
      }),
    ),
  ];
}

/** It is silent while no batch arrives, so a period without data is a good one: `not-polled` tells the rest. */
function iteratorAge(part: string, functionName: string, seconds: number, severity: Severity): DraftAlarm {
  return {
    kind: "iterator-age",
    severity,
    id: `${part}/iterator-age-${severity}`,
    metric: functionMetric(functionName, "IteratorAge", "Maximum"),
    ...once(seconds * 1000),
    meaning: `The function ${functionName} receives records ${duration(seconds)} after they were written, or later. Streams forget records after 24 hours.`,
    remedy: "Find out whether a batch fails again and again or the function is too slow, and clear it.",
  };
}

function duration(seconds: number): string {
  if (seconds % 3600 === 0) return seconds === 3600 ? "an hour" : `${seconds / 3600} hours`;
  return seconds % 60 === 0 ? `${seconds / 60} minutes` : `${seconds} seconds`;
}
