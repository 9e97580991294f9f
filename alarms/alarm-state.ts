import type { AlarmCondition, Metric } from "./alarm";

/** One value of a metric, as a service published it. */
export interface DataPoint {
  /** When it was published: milliseconds since 1970. */
  readonly time: number;
  readonly value: number;
}

export type AlarmState = "OK" | "ALARM";

/** What decides an alarm's state, apart from the data. */
export interface Judged extends AlarmCondition {
  readonly metric: Pick<Metric, "statistic">;
}

/**
 * The state of an alarm by the data of its metric: that of the last complete periods. All alarms here say what missing
 * data means, so there is no third state. CloudWatch differs in two ways, both documented in "Configuring how CloudWatch
 * alarms treat missing data": it looks further back when some of the periods have no data, and a new alarm starts in
 * INSUFFICIENT_DATA.
 * @param points data of the metric, in any order; what is older than the periods or newer than `now` is left out
 * @param now milliseconds since 1970
 */
export function alarmState(alarm: Judged, points: readonly DataPoint[], now: number): AlarmState {
  const { evaluationPeriods, datapointsToAlarm } = alarm;
  const values = valuesByPeriod(alarm, points);
  const current = periodOf(now, alarm);
  let breaching = 0;
  for (let period = current - evaluationPeriods; period < current; period += 1) {
    if (isBreaching(alarm, values.get(period))) breaching += 1;
  }
  return breaching >= datapointsToAlarm ? "ALARM" : "OK";
}

/** Number of the period that a moment belongs to, counted from 1970. */
function periodOf(time: number, { periodSeconds }: AlarmCondition): number {
  return Math.floor(time / (periodSeconds * 1000));
}

function valuesByPeriod(alarm: Judged, points: readonly DataPoint[]): Map<number, number[]> {
  const values = new Map<number, number[]>();
  for (const { time, value } of points) {
    const period = periodOf(time, alarm);
    const others = values.get(period);
    if (others) others.push(value);
    else values.set(period, [value]);
  }
  return values;
}

function isBreaching({ metric, comparison, threshold, missingData }: Judged, values?: number[]): boolean {
  if (values === undefined) return missingData === "breaching";
  const value = STATISTICS[metric.statistic](values);
  return comparison === "LessThanThreshold" ? value < threshold : value >= threshold;
}

const STATISTICS: Readonly<Record<Metric["statistic"], (values: readonly number[]) => number>> = {
  Sum: (values) => values.reduce((sum, value) => sum + value, 0),
  Maximum: (values) => values.reduce((max, value) => Math.max(max, value)),
  SampleCount: (values) => values.length,
  // The least value that is not exceeded by 99 percent of the values.
  p99: (values) => values.toSorted((a, b) => a - b)[Math.ceil(values.length * 0.99) - 1] ?? Number.NaN,
};
