import type { Settings } from "../stack-inventory";

/** What is compared of an alarm, besides its name and its place in the stack. */
export interface ExpectedAlarm extends Settings {
  readonly id: string;
  readonly severity: "warning" | "critical";
  /** The source whose mapping it is about; absent if it is about something else. */
  readonly source?: string;
}

/** A metric of Lambda. */
export function lambda(name: string, dimensions: Settings): Settings {
  return { namespace: "AWS/Lambda", metric_name: name, dimensions, statistic: "Sum" };
}

type Severity = ExpectedAlarm["severity"];

/** On when there is much of something. */
export function high(
  id: string,
  severity: Severity,
  threshold: number | null,
  metric: Settings,
): ExpectedAlarm[] {
  if (threshold === null) return [];
  const condition = {
    comparison_operator: "GreaterThanOrEqualToThreshold",
    threshold,
    treat_missing_data: "notBreaching",
  };
  return [{ id, severity, ...metric, ...condition }];
}

/** On when nothing comes for so long; the time itself is no threshold. */
export function low(id: string, severity: Severity, time: number | null, metric: Settings): ExpectedAlarm[] {
  if (time === null) return [];
  const condition = {
    comparison_operator: "LessThanThreshold",
    threshold: 1,
    treat_missing_data: "breaching",
  };
  return [{ id, severity, ...metric, ...condition }];
}

/** A threshold in another unit. */
export function times(value: number | null, factor: number): number | null {
  return value === null ? null : value * factor;
}
