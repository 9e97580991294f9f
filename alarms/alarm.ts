/** Whether somebody must look at once, because records are lost or soon will be, or when there is time. */
export type Severity = "warning" | "critical";

export const SEVERITIES: readonly Severity[] = ["warning", "critical"];

/** Something of a consumer whose ID AWS chooses when it is deployed. */
export type DeployedId =
  | { readonly kind: "mapping" | "meter-mapping"; readonly source: string }
  | { readonly kind: "reader-api" };

/** One dimension of a metric. */
export interface Dimension {
  readonly name: string;
  /** The value, or what it is the ID of. */
  readonly value: string | DeployedId;
}

/** What an alarm or a graph looks at: one of those in metrics.ts. */
export interface Metric {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: readonly Dimension[];
  readonly statistic: "Sum" | "Maximum" | "SampleCount" | "p99";
}

/** When the state of a metric is bad: `datapointsToAlarm` of the last `evaluationPeriods` periods. */
export interface AlarmCondition {
  readonly comparison: "GreaterThanOrEqualToThreshold" | "LessThanThreshold";
  readonly threshold: number;
  /** Length of a period: a multiple of 60. */
  readonly periodSeconds: number;
  readonly evaluationPeriods: number;
  readonly datapointsToAlarm: number;
  /** What a period without data means. */
  readonly missingData: "breaching" | "notBreaching";
}

/** What people on call need to know of a kind of alarm. */
export interface AlarmText {
  /** What has happened, a sentence. */
  readonly meaning: string;
  /** What to do first, a sentence. */
  readonly remedy: string;
}

/** What an alarm is about; also its heading in the runbook, in words. */
export type AlarmKind =
  | "iterator-age"
  | "not-polled"
  | "failed-records"
  | "discarded-records"
  | "lost-records"
  | "failed-deliveries"
  | "no-events"
  | "uncounted-records"
  | "ledger-conflicts"
  | "function-errors"
  | "function-throttles"
  | "function-duration"
  | "api-errors"
  | "api-latency";

/** One CloudWatch alarm of a consumer. */
export interface Alarm extends AlarmCondition, AlarmText {
  readonly kind: AlarmKind;
  readonly severity: Severity;
  /** Key of the consumer. */
  readonly consumer: string;
  /** Unique within the consumer, such as `mapping-orders/not-polled`. */
  readonly id: string;
  /** Name in CloudWatch, unique within account and region: the stream handler's name and the ID. */
  readonly name: string;
  /** The account of the alarm and of the metric: 12 digits. */
  readonly accountId: string;
  readonly region: string;
  readonly metric: Metric;
  /** The runbook's section, such as `docs/runbook.md#iterator-age`. */
  readonly runbook: string;
  /** What CloudWatch shows: meaning, remedy and the link to the runbook. */
  readonly description: string;
}
