import type { AlarmsConfig } from "../config/schema";
import { type DraftAlarm, repeatedly, unlessOff } from "./draft-alarm";
import { apiMetric } from "./metrics";

/** The alarms of a reader API. */
export function apiAlarms(
  apiName: string,
  { apiErrors, apiLatencyMilliseconds }: AlarmsConfig,
): DraftAlarm[] {
  return [
    ...unlessOff(
      apiErrors,
      (threshold): DraftAlarm => ({
        kind: "api-errors",
        severity: "warning",
        id: "reader-api/api-errors",
        metric: apiMetric("5xx", "Sum"),
        ...repeatedly(threshold),
        meaning: `The reader API ${apiName} answers requests with a status of 500 or more.`,
        remedy: "Read the API's access log for the error, then the function's log of the same request.",
      }),
    ),
    ...unlessOff(
      apiLatencyMilliseconds,
      (threshold): DraftAlarm => ({
        kind: "api-latency",
        severity: "warning",
        id: "reader-api/api-latency",
        metric: apiMetric("Latency", "p99"),
        ...repeatedly(threshold),
        meaning: `One in a hundred requests to the reader API ${apiName} takes ${threshold} ms or more. API Gateway gives up after 30 s.`,
        remedy: "Find out whether the table grew or is throttled; more segments or memory make it faster.",
      }),
    ),
  ];
}
