import { setTimeout as sleep } from "node:timers/promises";
import {
  CloudWatchLogsClient,
  type FilteredLogEvent,
  paginateFilterLogEvents,
  ResourceNotFoundException,
} from "@aws-sdk/client-cloudwatch-logs";
import { rootCredentials } from "./credentials";
import type { SandboxState } from "./state-folder";

/** Which log to read, and how. */
export interface FunctionLogsOptions {
  readonly accountId: string;
  readonly functionName: string;
  /** @default the region that the sandbox was started with */
  readonly region?: string;
  /** Return only lines logged from this time on, ms since 1970. @default all lines */
  readonly startTime?: number;
  /** Wait for further lines until `signal` is aborted. @default false */
  readonly follow?: boolean;
  readonly signal?: AbortSignal;
}

const FOLLOW_INTERVAL_MS = 100;

/** The log lines of a function, oldest first, each once. A function that has never run has none. */
export async function* functionLogs(
  state: SandboxState,
  options: FunctionLogsOptions,
): AsyncGenerator<string> {
  const client = new CloudWatchLogsClient({
    endpoint: state.emulatorUrl,
    region: options.region ?? state.region,
    credentials: rootCredentials(options.accountId),
  });
  const seen = new Set<string>();
  try {
    do {
      for (const [id, message] of identified(await events(client, options))) {
        if (seen.has(id)) continue;
        seen.add(id);
        yield message.trimEnd();
      }
      if (options.follow)
        await sleep(FOLLOW_INTERVAL_MS, undefined, { signal: options.signal }).catch(() => {});
    } while (options.follow && !options.signal?.aborted);
  } finally {
    client.destroy();
  }
}

/** The messages, each with an ID. Unlike AWS, not every emulator gives events an ID. */
function* identified(events: readonly FilteredLogEvent[]): Generator<[id: string, message: string]> {
  const counts = new Map<string, number>();
  for (const { eventId, logStreamName, message = "" } of events) {
    const nth = (counts.get(logStreamName ?? "") ?? 0) + 1;
    counts.set(logStreamName ?? "", nth);
    yield [eventId ?? `${logStreamName} ${nth}`, message];
  }
}

async function events(
  client: CloudWatchLogsClient,
  options: FunctionLogsOptions,
): Promise<FilteredLogEvent[]> {
  const found: FilteredLogEvent[] = [];
  const filter = { logGroupName: `/aws/lambda/${options.functionName}`, startTime: options.startTime };
  try {
    for await (const page of paginateFilterLogEvents({ client }, filter)) found.push(...(page.events ?? []));
  } catch (error) {
    if (!(error instanceof ResourceNotFoundException)) throw error;
  }
  return found;
}
