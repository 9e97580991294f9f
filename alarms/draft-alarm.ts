import type { Alarm, AlarmCondition } from "./alarm";

/** An alarm without what follows from the consumer that it belongs to. */
export type DraftAlarm = Omit<
  Alarm,
  "consumer" | "name" | "accountId" | "region" | "runbook" | "description"
>;

const FIVE_MINUTES = 300;

/** At least so many within five minutes: in one of the last three periods, so that an alarm does not come and go. */
export function once(threshold: number): AlarmCondition {
  return { ...atLeast(threshold), datapointsToAlarm: 1 };
}

/** At least so many in two of the last three periods of five minutes: what a single retry clears up is no alarm. */
export function repeatedly(threshold: number): AlarmCondition {
  return { ...atLeast(threshold), datapointsToAlarm: 2 };
}

function atLeast(threshold: number): Omit<AlarmCondition, "datapointsToAlarm"> {
  return {
    comparison: "GreaterThanOrEqualToThreshold",
    threshold,
    periodSeconds: FIVE_MINUTES,
    evaluationPeriods: 3,
    missingData: "notBreaching",
  };
}

/** Nothing in each of so many periods, where no data means nothing, too. */
export function nothingFor(periods: number, periodSeconds: number): AlarmCondition {
  return {
    comparison: "LessThanThreshold",
    threshold: 1,
    periodSeconds,
    evaluationPeriods: periods,
    datapointsToAlarm: periods,
    missingData: "breaching",
  };
}

/** The alarm of a threshold, unless that is off. */
export function unlessOff<T>(threshold: T | null, alarm: (threshold: T) => DraftAlarm): DraftAlarm[] {
  return threshold === null ? [] : [alarm(threshold)];
}
