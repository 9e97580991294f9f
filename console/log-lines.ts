import {
  type CloudWatchLogsClient,
  type FilterLogEventsCommandInput,
  paginateFilterLogEvents,
  ResourceNotFoundException,
} from "@aws-sdk/client-cloudwatch-logs";
import { type LogLine, linesOfRequest } from "../failures/lines-of-request";
import type { Clients } from "./clients";
import type { FunctionView } from "./model";

/** Lines that are shown at most, the newest. */
const SHOWN = 100;

/** Which lines of a log. */
export interface LogQuestion {
  /** Only lines from this time on, milliseconds since 1970. */
  readonly from: number;
  /** Only lines before this time. @default any */
  readonly until?: number;
  /**
   * Only the lines of this request, if the log has any; otherwise the time alone decides.
   */
  readonly requestId?: string;
}

/** The newest lines that a function has logged, oldest first. */
export async function logLines(
  clients: Clients,
  { name, ...site }: FunctionView,
  { from: startTime, until: endTime, requestId }: LogQuestion,
): Promise<readonly string[]> {
  const logGroupName = `/aws/lambda/${name}`;
  const lines = await linesOf(clients.of(site).logs, { logGroupName, startTime, endTime });
  const own = requestId === undefined ? [] : linesOfRequest(lines, requestId);
  return (own.length > 0 ? own : lines.map(({ message }) => message)).slice(-SHOWN);
}

async function linesOf(logs: CloudWatchLogsClient, filter: FilterLogEventsCommandInput): Promise<LogLine[]> {
  const lines: LogLine[] = [];
  try {
    for await (const { events = [] } of paginateFilterLogEvents({ client: logs }, filter)) {
      for (const { logStreamName = "", message = "" } of events) {
        lines.push({ stream: logStreamName, message: message.trimEnd() });
      }
    }
  } catch (error) {
    if (!(error instanceof ResourceNotFoundException)) throw error;
  }
  return lines;
}
