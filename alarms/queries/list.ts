import { FUNCTION_PARTS } from "../../config/function-parts";
import type { LogQuery } from "./query";

/**
 * The questions of docs/runbook.md. Fields of records of the platform, `record.…`: Lambda Developer Guide, "Lambda
 * Telemetry API Event schema reference". All others are those that lambda-src/ logs, which a test holds.
 */
export const LOG_QUERIES: readonly LogQuery[] = [
  {
    id: "failed-changes",
    question: "Which changes failed, and why?",
    over: ["stream-handler"],
    lines: [
      "fields @timestamp, error.name, error.message, eventName, tableName, sourceAccount, eventId, sequenceNumber, function_request_id",
      'filter level = "ERROR"',
      "sort @timestamp desc",
      "limit 100",
    ],
  },
  {
    id: "errors-by-hour",
    question: "Which kinds of errors are there, hour by hour, and since when?",
    over: FUNCTION_PARTS,
    lines: [
      'filter level = "ERROR"',
      "fields datefloor(@timestamp, 1h) as hour",
      "stats count(*) as errors, min(@timestamp) as since by hour, service, error.name",
      "sort hour desc",
    ],
  },
  {
    id: "one-change",
    question: "What happened to one change?",
    over: ["stream-handler"],
    fillIn: "`EVENT_ID`: the `eventId` of a line, or the `eventID` of a record in the failure bucket",
    lines: [
      "fields @timestamp, level, message, eventName, tableName, time, error.name, error.message, function_request_id",
      'filter eventId = "EVENT_ID"',
      "sort @timestamp asc",
    ],
  },
  {
    id: "one-invocation",
    question: "What did one invocation log, and how did it end?",
    over: FUNCTION_PARTS,
    fillIn:
      "`REQUEST_ID`, twice: the `function_request_id` of a line, or the `requestId` that `npm run failures -- show ID` prints",
    lines: [
      "fields @timestamp, level, message, error.name, error.message, type, record.status, record.metrics.durationMs",
      'filter function_request_id = "REQUEST_ID" or record.requestId = "REQUEST_ID"',
      "sort @timestamp asc",
    ],
  },
  {
    id: "denials",
    question: "What was refused to the functions?",
    over: FUNCTION_PARTS,
    lines: [
      "fields @timestamp, service, error.name, error.message, function_request_id",
      "filter error.name like /AccessDenied|Unauthorized|NotAuthorized/ or error.message like /not authorized/",
      "sort @timestamp desc",
      "limit 100",
    ],
  },
  {
    id: "replays",
    question: "Which batches did a re-drive or a backfill hand over, and what became of them?",
    over: ["stream-handler"],
    lines: [
      "fields @timestamp, redrive, backfill, handled, failed, returned, function_request_id",
      'filter message = "A command handed over this batch."',
      "sort @timestamp desc",
      "limit 100",
    ],
  },
  {
    id: "slowest-invocations",
    question: "Which invocations took longest, or were stopped?",
    over: FUNCTION_PARTS,
    lines: [
      "fields @timestamp, @log, record.requestId, record.status, record.metrics.durationMs, record.metrics.maxMemoryUsedMB",
      'filter type = "platform.report"',
      "sort record.metrics.durationMs desc",
      "limit 50",
    ],
  },
  {
    id: "starts-and-memory",
    question: "How often do functions start cold, how long does that take, and does their memory suffice?",
    over: FUNCTION_PARTS,
    lines: [
      'filter type = "platform.report"',
      "stats count(*) as invocations, count(record.metrics.initDurationMs) as starts, max(record.metrics.initDurationMs) as longestStartMs, max(record.metrics.maxMemoryUsedMB) as memoryUsedMB, max(record.metrics.memorySizeMB) as memoryMB by @log",
    ],
  },
  {
    id: "ledger-conflicts",
    question: "Of which tenants does a count contradict the ledger, and in which periods?",
    over: ["usage-meter"],
    lines: [
      "fields @timestamp, owner, period, shardId, first, last, function_request_id",
      'filter message = "Usage was counted twice in part, or not in full: the ledger keeps both counts."',
      "sort @timestamp desc",
      "limit 100",
    ],
  },
  {
    id: "api-requests",
    question: "Which requests to the reader API failed or were slow?",
    over: ["reader-api"],
    lines: [
      "fields @timestamp, status, durationMs, items, pages, segments, function_request_id",
      'filter message = "Request completed"',
      "sort status desc, durationMs desc",
      "limit 50",
    ],
  },
];
