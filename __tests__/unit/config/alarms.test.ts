import { describeRules, linesOf } from "./sample";

const TOPIC = "arn:aws:sns:eu-central-1:222222222222:on-call";

describeRules("alarms of a consumer", [
  {
    rule: "the warning comes before the critical alarm",
    passing: { "consumers.handler.alarms": { iteratorAgeWarningSeconds: 43_199 } },
    failing: { "consumers.handler.alarms": { iteratorAgeWarningSeconds: 43_200 } },
    lines: [
      "consumers.handler.alarms.iteratorAgeWarningSeconds: the warning comes at 43200 s, no earlier than the critical " +
        "alarm at 43200 s. Set it below iteratorAgeCriticalSeconds, or to null.",
    ],
  },
  {
    rule: "one of the two may be off",
    passing: {
      "consumers.handler.alarms": { iteratorAgeWarningSeconds: 86_400, iteratorAgeCriticalSeconds: null },
    },
    failing: { "consumers.handler.alarms": { iteratorAgeWarningSeconds: 86_401 } },
    lines: [
      "consumers.handler.alarms.iteratorAgeWarningSeconds: 86401 is not a valid value here. " +
        "Use a whole number from 60 to 86400.",
    ],
  },
  {
    rule: "silence is expected of sources that the consumer reads",
    passing: { "consumers.handler.alarms": { noEventsHours: { changes: 6 } } },
    failing: { "consumers.handler.alarms": { noEventsHours: { orders: 6 } } },
    lines: [
      "consumers.handler.alarms.noEventsHours.orders: the consumer has no mapping to it. Name a source of its mappings.",
    ],
  },
  {
    rule: "a paused mapping is silent",
    passing: { "consumers.handler.mappings": [{ source: "changes", enabled: false }] },
    failing: {
      "consumers.handler.mappings": [{ source: "changes", enabled: false }],
      "consumers.handler.alarms": { noEventsHours: { changes: 6 } },
    },
    severity: "warning",
    lines: [
      "consumers.handler.alarms.noEventsHours.changes: its mapping is paused, so there is no such alarm. " +
        "Remove it until then.",
    ],
  },
  {
    rule: "topics are in the consumer's region",
    passing: { "consumers.handler.alarms": { topics: { critical: TOPIC, warning: null } } },
    failing: {
      "consumers.handler.alarms": { topics: { critical: TOPIC.replace("eu-central-1", "us-east-1") } },
    },
    lines: [
      "consumers.handler.alarms.topics.critical: the topic is in us-east-1 but the consumer's alarms are in " +
        "eu-central-1, and alarms notify topics of their own region. Name a topic in eu-central-1.",
    ],
  },
  {
    rule: "a topic is an ARN, and not of a FIFO topic",
    passing: { "consumers.handler.alarms": { topics: {} } },
    failing: { "consumers.handler.alarms": { topics: { critical: `${TOPIC}.fifo` } } },
    lines: [
      `consumers.handler.alarms.topics.critical: "${TOPIC}.fifo" is not a valid value here. Use the ARN of an SNS ` +
        "topic (arn:aws:sns:REGION:ACCOUNT:NAME), null for no notification, or leave the line out so that the stack " +
        "makes a topic.",
    ],
  },
  {
    rule: "alarms are on, off, or a group",
    passing: { "consumers.handler.alarms": true },
    failing: { "consumers.handler.alarms": "off" },
    lines: [
      'consumers.handler.alarms: "off" is not a valid value here. Use true, false, or a group of keys such as ' +
        "{ iteratorAgeWarningSeconds: 1800 }.",
    ],
  },
]);

test("all problems of a group are reported, and an unknown key with the nearest name", () => {
  // Act
  const lines = linesOf({ "consumers.handler.alarms": { error: 1, throttles: 0 } });

  // Assess
  expect(lines).toEqual([
    "consumers.handler.alarms.throttles: 0 is not a valid value here. Use a whole number from 1 to 1000000.",
    "consumers.handler.alarms.error: is not a key of the environment file. Did you mean errors? The valid keys are: " +
      "iteratorAgeWarningSeconds, iteratorAgeCriticalSeconds, notPolledMinutes, failedRecords, discardedRecords, " +
      "lostRecords, failedDeliveries, ledgerConflicts, noEventsHours, errors, throttles, durationPercent, apiErrors, " +
      "apiLatencyMilliseconds, topics, runbook.",
  ]);
});
