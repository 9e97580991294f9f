import type { ConfiguredFunction } from "../config/functions";
import type { AlarmsConfig } from "../config/schema";
import { type DraftAlarm, repeatedly, unlessOff } from "./draft-alarm";
import { functionMetric } from "./metrics";

/** The alarms that every function of a consumer has. */
export function functionAlarms(
  { part, config: { name, timeout } }: ConfiguredFunction,
  { errors, throttles, durationPercent }: AlarmsConfig,
): DraftAlarm[] {
  return [
    ...unlessOff(
      errors,
      (threshold): DraftAlarm => ({
        kind: "function-errors",
        severity: "warning",
        id: `${part}/function-errors`,
        metric: functionMetric(name, "Errors", "Sum"),
        ...repeatedly(threshold),
        meaning: `Invocations of the function ${name} fail: it throws, runs out of time or out of memory.`,
        remedy:
          "Read its log for the first error, then undo the release that brought it or repair what it calls.",
      }),
    ),
    ...unlessOff(
      throttles,
      (threshold): DraftAlarm => ({
        kind: "function-throttles",
        severity: "warning",
        id: `${part}/function-throttles`,
        metric: functionMetric(name, "Throttles", "Sum"),
        ...repeatedly(threshold),
        meaning: `Lambda turns away invocations of the function ${name}: the concurrency that it may use is used up.`,
        remedy: "Raise reservedConcurrency, or find out which function of the account uses up its quota.",
      }),
    ),
    ...unlessOff(
      durationPercent,
      (percent): DraftAlarm => ({
        kind: "function-duration",
        severity: "warning",
        id: `${part}/function-duration`,
        metric: functionMetric(name, "Duration", "Maximum"),
        ...repeatedly(timeout * 10 * percent),
        meaning: `The function ${name} takes ${percent} percent of its timeout of ${timeout} s or more. Beyond the timeout it is stopped.`,
        remedy: "Find the slow call, then raise the timeout or the memory, or lower the batch size.",
      }),
    ),
  ];
}
