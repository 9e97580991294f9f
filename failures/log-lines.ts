import {
  type CloudWatchLogsClient,
  type FilteredLogEvent,
  type FilterLogEventsCommandInput,
  paginateFilterLogEvents,
  ResourceNotFoundException,
} from "@aws-sdk/client-cloudwatch-logs";
import { linesOfRequest } from "./lines-of-request";

export interface LogLinesOptions {
  readonly logGroupName: string;
  /** @default the batch names no request */
  readonly requestId?: string;
  /** When the batch was given up, ISO 8601: its last invocation ended right before. */
  readonly failedAt: string;
}

/** What a function logged about a batch. */
export interface LogLines {
  /** Oldest first, a hundred at most. */
  readonly lines: readonly string[];
  /** Whether they are the lines of the request; otherwise they are those of the last minute before it failed. */
  readonly ofRequest: boolean;
}

/** The longest that a function runs (15 minutes), and as much for the way of its last line. */
const REQUEST_WINDOW_MS = 30 * 60_000;
const MINUTE_MS = 60_000;
const LATE_LINES_MS = 5_000;
const LINES_SHOWN = 100;

/**
 * The lines that a function logged for the last invocation with a batch. If no line has its request ID, those of about
 * that time.
 */
export async function logLines(
  logs: CloudWatchLogsClient,
  { logGroupName, requestId, failedAt }: LogLinesOptions,
): Promise<LogLines> {
  const end = Date.parse(failedAt);
  const own = requestId === undefined ? [] : await ofRequest(logs, { logGroupName, requestId, end });
  if (own.length > 0) return { lines: own, ofRequest: true };
  const window = { startTime: end - MINUTE_MS, endTime: end + LATE_LINES_MS };
  const events = await read(logs, { logGroupName, ...window });
  return { lines: shown(events.map(({ message = "" }) => message)), ofRequest: false };
}

/** First the lines that name the request, which say where and when it ran, and then what was logged there meanwhile. */
async function ofRequest(
  logs: CloudWatchLogsClient,
  { logGroupName, requestId, end }: { logGroupName: string; requestId: string; end: number },
): Promise<string[]> {
  const window = { startTime: end - REQUEST_WINDOW_MS, endTime: end + REQUEST_WINDOW_MS };
  const naming = await read(logs, { logGroupName, filterPattern: `"${requestId}"`, ...window });
  const [first] = naming;
  if (first?.logStreamName === undefined) return [];
  const times = naming.map(({ timestamp = 0 }) => timestamp);
  const events = await read(logs, {
    logGroupName,
    logStreamNames: [first.logStreamName],
    startTime: Math.min(...times),
    // The end of a window is not part of it.
    endTime: Math.max(...times) + 1,
  });
  const lines = events.map(({ logStreamName = "", message = "" }) => ({ stream: logStreamName, message }));
  return shown(linesOfRequest(lines, requestId));
}

/** A function that never ran has no log group. */
async function read(
  logs: CloudWatchLogsClient,
  input: FilterLogEventsCommandInput,
): Promise<FilteredLogEvent[]> {
  const events: FilteredLogEvent[] = [];
  try {
    for await (const page of paginateFilterLogEvents({ client: logs }, input)) {
      events.push(...(page.events ?? []));
      if (events.length >= EVENTS_READ) break;
    }
  } catch (error) {
    if (!(error instanceof ResourceNotFoundException)) throw error;
  }
  return events;
}

/** Enough for the lines of other requests of the same moment, which are left out. */
const EVENTS_READ = 10 * LINES_SHOWN;

function shown(lines: readonly string[]): string[] {
  return lines.slice(0, LINES_SHOWN).map((line) => withoutRecord(line.trimEnd()));
}

/** With LOG_RECORDS, the handler logs whole records; item data is shown only when somebody asks for it. */
function withoutRecord(line: string): string {
  if (!line.includes('"dynamodb":')) return line;
  return "(the record, which LOG_RECORDS put into the log)";
}
