import fc from "fast-check";
import { alarmState, type DataPoint, type Judged } from "../../../alarms/alarm-state";

const MINUTE = 60_000;
/** Beginning of a period of any length up to an hour. */
const START = 1_800_000_000_000;

const condition = fc
  .record({
    comparison: fc.constantFrom("GreaterThanOrEqualToThreshold" as const, "LessThanThreshold" as const),
    threshold: fc.integer({ min: 0, max: 10 }),
    periodSeconds: fc.constantFrom(60, 300, 3600),
    evaluationPeriods: fc.integer({ min: 1, max: 5 }),
    missingData: fc.constantFrom("breaching" as const, "notBreaching" as const),
    metric: fc.record({
      statistic: fc.constantFrom("Sum" as const, "Maximum" as const, "SampleCount" as const),
    }),
  })
  .chain((rest) =>
    fc
      .integer({ min: 1, max: rest.evaluationPeriods })
      .map((datapointsToAlarm): Judged => ({ ...rest, datapointsToAlarm })),
  );

const points = fc.array(
  fc.record({
    time: fc.integer({ min: -6 * 3600_000, max: 3600_000 }).map((offset) => START + offset),
    value: fc.integer({ min: 0, max: 10 }),
  }),
  { maxLength: 30 },
);

/** Written the long way round: period by period, each with its own data. */
function stateByHand(alarm: Judged, all: readonly DataPoint[], now: number): string {
  const length = alarm.periodSeconds * 1000;
  const end = now - (now % length);
  const bad = Array.from({ length: alarm.evaluationPeriods }, (_, back) => {
    const from = end - (back + 1) * length;
    const values = all.filter(({ time }) => time >= from && time < from + length).map(({ value }) => value);
    if (values.length === 0) return alarm.missingData === "breaching";
    const { statistic } = alarm.metric;
    const sum = values.reduce((total, value) => total + value, 0);
    const value = { Sum: sum, Maximum: Math.max(...values), SampleCount: values.length, p99: Number.NaN }[
      statistic
    ];
    return alarm.comparison === "LessThanThreshold" ? value < alarm.threshold : value >= alarm.threshold;
  }).filter(Boolean).length;
  return bad >= alarm.datapointsToAlarm ? "ALARM" : "OK";
}

test("the state is what counting period by period gives", () => {
  fc.assert(
    fc.property(condition, points, fc.nat(3600_000), (alarm, data, later) => {
      expect(alarmState(alarm, data, START + later)).toBe(stateByHand(alarm, data, START + later));
    }),
  );
});

test("the order of the data does not matter", () => {
  fc.assert(
    fc.property(condition, points, (alarm, data) => {
      expect(alarmState(alarm, data.toReversed(), START)).toBe(alarmState(alarm, data, START));
    }),
  );
});

test("data of the running period and of the time before the periods do not matter", () => {
  fc.assert(
    fc.property(condition, points, fc.nat(1000), (alarm, data, value) => {
      const { periodSeconds, evaluationPeriods } = alarm;
      const before = START - evaluationPeriods * periodSeconds * 1000 - 1;
      const more = [...data, { time: START, value }, { time: before, value }];
      expect(alarmState(alarm, more, START)).toBe(alarmState(alarm, data, START));
    }),
  );
});

test("without any data the alarm says what missing data means", () => {
  fc.assert(
    fc.property(condition, (alarm) => {
      expect(alarmState(alarm, [], START)).toBe(alarm.missingData === "breaching" ? "ALARM" : "OK");
    }),
  );
});

/** Like a mapping's heartbeat: three minutes without a poll. */
const HEARTBEAT: Judged = {
  metric: { statistic: "SampleCount" },
  comparison: "LessThanThreshold",
  threshold: 1,
  periodSeconds: 60,
  evaluationPeriods: 3,
  datapointsToAlarm: 3,
  missingData: "breaching",
};

test.each([
  { minutesAgo: 3, state: "OK" },
  { minutesAgo: 4, state: "ALARM" },
])("the last empty poll was $minutesAgo minutes ago: $state", ({ minutesAgo, state }) => {
  // Prepare
  const polls = [{ time: START - minutesAgo * MINUTE, value: 0 }];

  // Act
  const found = alarmState(HEARTBEAT, polls, START);

  // Assess
  expect(found).toBe(state);
});

test.each([
  { slow: 1, state: "OK" },
  { slow: 2, state: "ALARM" },
])("p99 of 101 values of which $slow are slow: $state", ({ slow, state }) => {
  // Prepare
  const alarm: Judged = {
    ...HEARTBEAT,
    metric: { statistic: "p99" },
    comparison: "GreaterThanOrEqualToThreshold",
    threshold: 100,
    evaluationPeriods: 1,
    datapointsToAlarm: 1,
  };
  const values = Array.from({ length: 101 }, (_, index) => (index < slow ? 500 : 5));

  // Act
  const found = alarmState(
    alarm,
    values.map((value) => ({ time: START - MINUTE, value })),
    START,
  );

  // Assess
  expect(found).toBe(state);
});
