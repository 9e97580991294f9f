import { PutItemCommand } from "@aws-sdk/client-dynamodb";
import { accountClients } from "../../sandbox/account-clients";
import { functionLogs } from "../../sandbox/function-logs";
import { SandboxError } from "../../sandbox/sandbox-error";
import type { SandboxState } from "../../sandbox/state-folder";
import { logEntry } from "./log-entry";
import type { Pipeline } from "./pipeline";

/** The item that the demo puts into the table. */
export const ITEM = {
  id: { S: "test-001" },
  name: { S: "Test User" },
  email: { S: "test@example.com" },
};

/** The record as the function logged it. */
export interface Delivery {
  readonly record: LoggedRecord;
  /** Time from the answer to the put until the log line, seconds. */
  readonly seconds: number;
}

/** The log entry of a record with LOG_RECORDS=true. */
export interface LoggedRecord {
  readonly eventID: string;
  readonly eventName: string;
  readonly dynamodb: { readonly Keys: { readonly id: { readonly S: string } } };
}

const DELIVERY_TIMEOUT_MS = 30_000;

/**
 * Puts the item into the source's table and waits until the consumer's function has logged it.
 * @throws SandboxError if that does not happen within 30 s
 */
export async function deliverItem(
  state: SandboxState,
  pipeline: Pipeline,
  signal: AbortSignal,
): Promise<Delivery> {
  const source = accountClients(state, pipeline.sourceAccountId);
  const startTime = Date.now();
  await source.dynamodb.send(new PutItemCommand({ TableName: pipeline.tableName, Item: ITEM }));
  source.destroy();
  const put = Date.now();
  const record = await loggedRecord(state, pipeline, startTime, signal);
  return { record, seconds: (Date.now() - put) / 1000 };
}

async function loggedRecord(
  state: SandboxState,
  pipeline: Pipeline,
  startTime: number,
  interrupted: AbortSignal,
): Promise<LoggedRecord> {
  const enough = new AbortController();
  const giveUp = () => enough.abort();
  const timer = setTimeout(giveUp, DELIVERY_TIMEOUT_MS);
  interrupted.addEventListener("abort", giveUp, { once: true });
  const { consumerAccountId: accountId, functionName } = pipeline;
  const options = { accountId, functionName, startTime, follow: true, signal: enough.signal };
  try {
    for await (const line of functionLogs(state, options)) {
      const record = recordOf(line);
      if (record?.dynamodb.Keys.id.S === ITEM.id.S) return record;
    }
  } finally {
    clearTimeout(timer);
  }
  throw new SandboxError(
    `${functionName} of account ${accountId} did not log the item within ${DELIVERY_TIMEOUT_MS / 1000} s.`,
    "Set LOG_RECORDS in the environment file. Run the demo with --keep, and check `npm run sandbox -- status` and `npm run sandbox -- logs`.",
  );
}

function recordOf(line: string): LoggedRecord | undefined {
  const { eventID, eventName, dynamodb } = logEntry<LoggedRecord>(line);
  return eventID && eventName && dynamodb ? { eventID, eventName, dynamodb } : undefined;
}
