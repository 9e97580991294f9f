import {
  type CloudWatchLogsClient,
  FilterLogEventsCommand,
  type FilterLogEventsCommandInput,
  ResourceNotFoundException,
} from "@aws-sdk/client-cloudwatch-logs";

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
 * that time: not every line of a function has the ID.
 */
export async function logLines(
  logs: CloudWatchLogsClient,
  { logGroupName, requestId, failedAt }: LogLinesOptions,
): Promise<LogLines> {
  const end = Date.parse(failedAt);
  if (requestId !== undefined) {
    const window = { startTime: end - REQUEST_WINDOW_MS, endTime: end + REQUEST_WINDOW_MS };
    const lines = await read(logs, { logGroupName, filterPattern: `"${requestId}"`, ...window });
    if (lines.length > 0) return { lines, ofRequest: true };
  }
  const window = { startTime: end - MINUTE_MS, endTime: end + LATE_LINES_MS };
  return { lines: await read(logs, { logGroupName, ...window }), ofRequest: false };
}

/** A function that never ran has no log group. */
async function read(logs: CloudWatchLogsClient, input: FilterLogEventsCommandInput): Promise<string[]> {
  const lines: string[] = [];
  let nextToken: string | undefined;
  try {
    do {
      const page = await logs.send(new FilterLogEventsCommand({ ...input, nextToken }));
      lines.push(...(page.events ?? []).map(({ message = "" }) => withoutRecord(message.trimEnd())));
      nextToken = page.nextToken;
    } while (nextToken && lines.length < LINES_SHOWN);
  } catch (error) {
    if (!(error instanceof ResourceNotFoundException)) throw error;
  }
  return lines.slice(0, LINES_SHOWN);
}

/** With LOG_RECORDS, the handler logs whole records; item data is shown only when somebody asks for it. */
function withoutRecord(line: string): string {
  if (!line.includes('"dynamodb":')) return line;
  return "(the record, which LOG_RECORDS put into the log)";
}
