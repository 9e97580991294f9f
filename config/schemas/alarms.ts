import { z } from "zod";
import type { Range } from "../limit";
import {
  ALARM_COUNT,
  API_LATENCY_MILLISECONDS,
  DURATION_PERCENT,
  ITERATOR_AGE_SECONDS,
  NO_EVENTS_HOURS,
  NOT_POLLED_MINUTES,
  RUNBOOK_CHARACTERS,
} from "../limits";
import { about } from "./about";
import { key, wholeNumber } from "./common";

const TOPIC_REMEDY =
  "Use the ARN of an SNS topic (arn:aws:sns:REGION:ACCOUNT:NAME), null for no notification, or leave the line out so that the stack makes a topic";
const RUNBOOK_REMEDY = `Use a path or an https URL without blanks or #, at most ${RUNBOOK_CHARACTERS.max} characters`;

/** The threshold of an alarm; `null` switches the alarm off. */
function threshold(limit: Range, value: number, description: string) {
  return wholeNumber(limit).nullable().default(value).meta(about({ description }));
}

/** A standard topic: FIFO topics deliver to queues only, and wake nobody. */
function topic(severity: string) {
  return z
    .string(TOPIC_REMEDY)
    .regex(/^arn:aws[\w-]*:sns:[a-z0-9-]+:\d{12}:[\w-]{1,256}$/, TOPIC_REMEDY)
    .nullable()
    .optional()
    .meta(
      about({
        description: `ARN of the SNS topic that hears of ${severity} alarms, in the consumer's region. Its policy must allow CloudWatch to publish. \`null\` notifies no topic.`,
        ifAbsent: "the stack makes an encrypted topic",
      }),
    );
}

/** The thresholds of a consumer's alarms, and where the alarms report. */
export const alarmGroup = z
  .strictObject({
    iteratorAgeWarningSeconds: threshold(
      ITERATOR_AGE_SECONDS,
      3600,
      "Warns when the last record of a batch was this old when the stream handler, or the usage meter, received it. The default is 1/24 of the time that a stream keeps records. `null`: no alarm.",
    ),
    iteratorAgeCriticalSeconds: threshold(
      ITERATOR_AGE_SECONDS,
      43_200,
      "The same, critical: half of the time that a stream keeps records. `null`: no alarm.",
    ),
    notPolledMinutes: threshold(
      NOT_POLLED_MINUTES,
      15,
      "Critical when a mapping has not polled its stream for this long. `null`: no alarm.",
    ),
    failedRecords: threshold(
      ALARM_COUNT,
      1,
      "Warns when a mapping handed at least this many records to its function in vain, in two of three periods. `null`: no alarm.",
    ),
    discardedRecords: threshold(
      ALARM_COUNT,
      1,
      "Warns when a mapping sent at least this many records to the failure bucket; critical for a mapping of the usage meter, whose ledger then lacks them. `null`: no alarm.",
    ),
    lostRecords: threshold(
      ALARM_COUNT,
      1,
      "Critical when a mapping dropped at least this many records that reached no failure bucket. `null`: no alarm.",
    ),
    failedDeliveries: threshold(
      ALARM_COUNT,
      1,
      "Critical when Lambda failed this often to write a batch to the failure bucket. `null`: no alarm.",
    ),
    ledgerConflicts: threshold(
      ALARM_COUNT,
      1,
      "Warns when the usage meter counted records in a way that contradicts its ledger, at least this often. `null`: no alarm.",
    ),
    noEventsHours: z
      .record(key("a source"), wholeNumber(NO_EVENTS_HOURS))
      .default({})
      .meta(
        about({
          description:
            "Warns when the stream of a source brought no record for this many hours, by the source's name. Only for sources that are written to all the time.",
          examples: [{ orders: 6 }],
        }),
      ),
    errors: threshold(
      ALARM_COUNT,
      1,
      "Warns when a function of the consumer failed at least this often, in two of three periods. `null`: no alarm.",
    ),
    throttles: threshold(
      ALARM_COUNT,
      1,
      "Warns when Lambda turned away at least this many invocations of a function, in two of three periods. `null`: no alarm.",
    ),
    durationPercent: threshold(
      DURATION_PERCENT,
      80,
      "Warns when the longest invocation of a function took this much of its timeout, in two of three periods. `null`: no alarm.",
    ),
    apiErrors: threshold(
      ALARM_COUNT,
      1,
      "Warns when the reader API answered at least this many requests with a status of 500 or more, in two of three periods. `null`: no alarm.",
    ),
    apiLatencyMilliseconds: threshold(
      API_LATENCY_MILLISECONDS,
      10_000,
      "Warns when one in a hundred requests to the reader API took at least this long, in two of three periods. `null`: no alarm.",
    ),
    topics: z
      .strictObject({ warning: topic("warning"), critical: topic("critical") })
      .default({})
      .meta(
        about({
          description: "Where the consumer's two composite alarms report.",
          examples: [{ critical: "arn:aws:sns:eu-central-1:210987654321:on-call", warning: null }],
        }),
      ),
    runbook: z
      .string(RUNBOOK_REMEDY)
      .regex(new RegExp(`^[^\\s#]{1,${RUNBOOK_CHARACTERS.max}}$`), RUNBOOK_REMEDY)
      .default("docs/runbook.md")
      .meta(
        about({
          description:
            "Where people on call find the runbook: a path in your repository, or a URL. The descriptions of alarms link to its sections.",
          limit: RUNBOOK_CHARACTERS,
          examples: ["https://wiki.example.com/streams/runbook"],
        }),
      ),
  })
  .meta(about({ description: "Thresholds count periods of five minutes unless they say otherwise." }));

/** `true` stands for a group without keys. */
export const alarms = z.union(
  [z.boolean(), alarmGroup],
  "Use true, false, or a group of keys such as { iteratorAgeWarningSeconds: 1800 }",
);
