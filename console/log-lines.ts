import {
  type CloudWatchLogsClient,
  FilterLogEventsCommand,
  type FilterLogEventsCommandInput,
  ResourceNotFoundException,
} from "@aws-sdk/client-cloudwatch-logs";
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
   * Only lines that name this request, if any does: ministack gives the function another request ID than the caller, so
   * that the time alone must do.
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
  return ofRequest(lines, requestId).slice(-SHOWN);
}

/** The lines of a request, if lines name it at all. */
export function ofRequest(lines: readonly string[], requestId: string | undefined): readonly string[] {
  const own = requestId === undefined ? [] : lines.filter((line) => line.includes(requestId));
  return own.length > 0 ? own : lines;
}

async function linesOf(logs: CloudWatchLogsClient, filter: FilterLogEventsCommandInput): Promise<string[]> {
  const lines: string[] = [];
  let nextToken: string | undefined;
  try {
    do {
      const page = await logs.send(new FilterLogEventsCommand({ ...filter, nextToken }));
      lines.push(...(page.events ?? []).map(({ message = "" }) => message.trimEnd()));
      nextToken = page.nextToken;
    } while (nextToken !== undefined);
  } catch (error) {
    if (!(error instanceof ResourceNotFoundException)) throw error;
  }
  return lines;
}
