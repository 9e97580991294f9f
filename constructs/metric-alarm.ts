import { CloudwatchMetricAlarm } from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";

export interface MetricAlarmProps {
  /** Name of the alarm, unique within account and region. A new name replaces the alarm. */
  readonly alarmName: string;
  /** What it means and what to do, at most 1,024 characters. */
  readonly description: string;
  /** Such as `AWS/Lambda`. */
  readonly namespace: string;
  readonly metricName: string;
  /** Values of the metric's dimensions, by name. */
  readonly dimensions: Readonly<Record<string, string>>;
  /** Such as `Sum` or `Maximum`, or a percentile such as `p99`. */
  readonly statistic: string;
  /** Such as `GreaterThanOrEqualToThreshold`. */
  readonly comparison: string;
  readonly threshold: number;
  /** Length of a period, seconds: a multiple of 60. */
  readonly periodSeconds: number;
  /** How many periods are looked at. With periods of less than an hour they cover a day at most, else seven days. */
  readonly evaluationPeriods: number;
  /** How many of them must be bad. */
  readonly datapointsToAlarm: number;
  /** What a period without data means. */
  readonly missingData: "breaching" | "notBreaching";
}

/**
 * A CloudWatch alarm on one metric. It notifies nobody itself: composite alarms do, one for many of these.
 * @example
 * new MetricAlarm(this, "errors", {
 *   alarmName: "orders/errors",
 *   description: "Invocations fail. Read the function's log.",
 *   namespace: "AWS/Lambda",
 *   metricName: "Errors",
 *   dimensions: { FunctionName: "orders" },
 *   statistic: "Sum",
 *   comparison: "GreaterThanOrEqualToThreshold",
 *   threshold: 1,
 *   periodSeconds: 300,
 *   evaluationPeriods: 3,
 *   datapointsToAlarm: 2,
 *   missingData: "notBreaching",
 * });
 */
export class MetricAlarm extends Construct {
  /** The alarm: what refers to its name, such as a composite alarm, depends on it. */
  readonly alarm: ITerraformDependable;

  constructor(scope: Construct, id: string, props: MetricAlarmProps) {
    super(scope, id);
    const { statistic } = props;
    this.alarm = new CloudwatchMetricAlarm(this, "this", {
      alarmName: props.alarmName,
      alarmDescription: props.description,
      namespace: props.namespace,
      metricName: props.metricName,
      dimensions: { ...props.dimensions },
      ...(/^p\d/.test(statistic) ? { extendedStatistic: statistic } : { statistic }),
      comparisonOperator: props.comparison,
      threshold: props.threshold,
      period: props.periodSeconds,
      evaluationPeriods: props.evaluationPeriods,
      datapointsToAlarm: props.datapointsToAlarm,
      treatMissingData: props.missingData,
    });
  }
}
