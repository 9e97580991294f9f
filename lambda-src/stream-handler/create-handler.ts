import type { Logger } from "@aws-lambda-powertools/logger";
import type {
  Context,
  DynamoDBBatchItemFailure,
  DynamoDBBatchResponse,
  DynamoDBRecord,
  DynamoDBStreamEvent,
} from "aws-lambda";
import { errorFields } from "../shared/redaction/error-fields";
import { addBatchMetrics, type BatchMetrics } from "./batch-metrics";
import type { ChangeContext } from "./change-context";
import type { ItemChange } from "./item-change";
import { itemKey } from "./item-key";
import { changeFields, recordFields, wholeRecord } from "./log";
import { type ProcessOutcome, processInOrder } from "./process-in-order";
import { type MalformedRecord, type ReadRecord, readBatch } from "./read-batch";
import { type Replay, readReplay } from "./replay";
import type { Settings } from "./settings";
import { smokeTestOf } from "./smoke-test";

export interface HandlerParts {
  /** Handles one change; a rejected promise is a failure of that change. */
  readonly onChange: (change: ItemChange, context: ChangeContext) => Promise<void>;
  readonly logger: Logger;
  readonly metrics: BatchMetrics;
  readonly settings: Settings;
}

/** A Lambda function for an event source mapping with `ReportBatchItemFailures`. */
export type StreamHandler = (
  event: DynamoDBStreamEvent,
  invocation: Context,
) => Promise<DynamoDBBatchResponse>;

/** Creates the function's handler. */
export function createHandler(parts: HandlerParts): StreamHandler {
  return async (event, invocation) => {
    if (!Array.isArray(event?.Records)) {
      throw new TypeError(
        "The event has no Records. Invoke this function with an event of a DynamoDB stream.",
      );
    }
    const replay = readReplay(event);
    parts.logger.addContext(invocation);
    try {
      return await handleBatch(event.Records, { invocation, replay }, parts);
    } finally {
      parts.metrics.publishStoredMetrics();
    }
  };
}

/** What is the same for all records of an event. */
interface Origin {
  readonly invocation: Context;
  readonly replay: Replay;
}

async function handleBatch(
  records: readonly DynamoDBRecord[],
  origin: Origin,
  parts: HandlerParts,
): Promise<DynamoDBBatchResponse> {
  const { readable, malformed } = readBatch(records);
  const outcome = await handleAll(readable, origin, parts);
  if (malformed) logMalformed(malformed, parts);

  const done = outcome.firstFailure ?? readable.length;
  const failed = outcome.failed + (malformed ? 1 : 0);
  const result = { handled: outcome.handled, failed, returned: records.length - done };
  addBatchMetrics(parts.metrics, result, readable);
  const { replay } = origin;
  if (replay.redrive || replay.backfill) {
    parts.logger.info("A command handed over this batch.", { ...replay, ...result });
  }
  return { batchItemFailures: records.slice(done, done + 1).map(failureOf) };
}

function handleAll(
  records: readonly ReadRecord[],
  { invocation, replay }: Origin,
  { onChange, logger, settings }: HandlerParts,
): Promise<ProcessOutcome> {
  return processInOrder(records, {
    keyOf: ({ change }) => itemKey(change),
    handle: async ({ record, change }) => {
      if (settings.logRecords) logger.info("Record", wholeRecord(record));
      await onChange(change, { logger, invocation, ...replay });
      const smokeTest = smokeTestOf(change);
      if (smokeTest) logger.info("Smoke test: the item was handled.", { ...changeFields(change), smokeTest });
    },
    onFailure: ({ change }, error) => {
      const fields = { ...changeFields(change), error: errorFields(error) };
      logger.error("The change was not handled. Lambda will retry it.", fields);
    },
    concurrency: settings.concurrency,
  });
}

function logMalformed({ record, error }: MalformedRecord, { logger, settings }: HandlerParts): void {
  if (settings.logRecords) logger.info("Record", wholeRecord(record));
  const fields = { ...recordFields(record), error: errorFields(error) };
  logger.error("The record cannot be read. Lambda will retry it.", fields);
}

/**
 * Lambda takes the lowest returned sequence number as its checkpoint, so one is enough. For a record without a sequence
 * number the identifier is empty: Lambda then retries the whole batch, and nothing is lost.
 */
function failureOf(record: DynamoDBRecord): DynamoDBBatchItemFailure {
  const sequenceNumber: unknown = record?.dynamodb?.SequenceNumber;
  return { itemIdentifier: typeof sequenceNumber === "string" ? sequenceNumber : "" };
}
