import { type Change, settingsOf } from "./change";

const ALARMS = "consumers.<name>.alarms";

/** Settings of alarms and dashboards. */
export const ALARM_CHANGES: readonly Change[] = [
  {
    settings: settingsOf(ALARMS, [
      "iteratorAgeWarningSeconds",
      "iteratorAgeCriticalSeconds",
      "notPolledMinutes",
      "failedRecords",
      "discardedRecords",
      "lostRecords",
      "failedDeliveries",
      "ledgerConflicts",
      "noEventsHours",
      "errors",
      "throttles",
      "durationPercent",
      "apiErrors",
      "apiLatencyMilliseconds",
    ]),
    terraform:
      "Updates the alarm in place. With or after `null`, destroys or creates it, and replaces the composite alarm of its severity, because CloudWatch deletes no alarm that another one refers to",
    loses:
      "For some seconds, while a composite alarm is replaced, nothing is reported. What is on by then is reported again afterwards",
    test: "changes/alarms.test.ts",
  },
  {
    settings: settingsOf(`${ALARMS}.topics`, ["warning", "critical"]),
    terraform:
      "Updates the composite alarm in place. A topic that the stack made is destroyed once a given one or `null` takes its place. `alarms: false` destroys all of it: alarms, topics and their key",
    loses: "The subscriptions of the destroyed topic",
    safeWay: "Subscribe to the given topic first. To silence one alarm, set its threshold to `null`",
    test: "changes/alarms.test.ts",
  },
  {
    settings: [`${ALARMS}.runbook`],
    terraform: "Updates the descriptions of the alarms and the text of the dashboard in place",
  },
  {
    settings: ["consumers.<name>.dashboard"],
    terraform: "Creates or destroys the dashboard, and changes nothing else",
    test: "changes/alarms.test.ts",
  },
  {
    settings: ["consumers.<name>.logQueries"],
    terraform: "Creates or destroys the query definitions, and changes nothing else",
    test: "changes/alarms.test.ts",
  },
];
