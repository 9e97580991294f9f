import type { DynamoDBRecord } from "aws-lambda";

/** What Lambda sends in a tumbling window (Lambda Developer Guide, "Stateful processing"). */
export interface WindowEvent {
  readonly Records: readonly DynamoDBRecord[];
  readonly state?: unknown;
  readonly shardId: string;
  /** ARN of the stream. */
  readonly eventSourceARN: string;
  /** Whether this invocation ends the window. Recorded from AWS: it has no records then. */
  readonly isFinalInvokeForWindow: boolean;
}

/** What the function returns: Lambda takes an answer without `state` for a failure. */
export interface WindowAnswer {
  readonly state: object;
  readonly batchItemFailures: readonly never[];
}

/** @throws TypeError if it is no event of a tumbling window */
export function assertWindowEvent(event: WindowEvent): void {
  if (Array.isArray(event?.Records) && typeof event.shardId === "string") return;
  throw new TypeError(
    "The event is not one of a tumbling window. The usage meter counts only what its own mappings send.",
  );
}

const STREAM_ARN = /^arn:[^:]+:dynamodb:[^:]+:(\d{12}):table\/([^/]+)\/stream\/.+$/;

/**
 * Whose usage it is: account and table of the stream, such as `111111111111/Orders`. Nothing in an item can claim to be
 * somebody else's.
 * @throws TypeError if it is not the ARN of a DynamoDB stream
 */
export function ownerOf(streamArn: string): string {
  const [, account, table] = STREAM_ARN.exec(streamArn) ?? [];
  if (account === undefined) throw new TypeError("eventSourceARN is not the ARN of a DynamoDB stream.");
  return `${account}/${table}`;
}
