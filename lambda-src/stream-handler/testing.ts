import { marshall } from "@aws-sdk/util-dynamodb";
import type { AttributeValue, Context, DynamoDBRecord } from "aws-lambda";
import { functionLogger } from "../shared/redaction/function-logger";
import { createHandler, type HandlerParts } from "./create-handler";
import type { EventName, ItemChange } from "./item-change";
import type { Replay } from "./replay";

/** An item in plain JavaScript. Sets become DynamoDB's sets, `Uint8Array` binary, `bigint` and `NumberValue` numbers. */
export type TestItem = Readonly<Record<string, unknown>>;

/** A table of a test. Each record that it makes has the next sequence number, from 1 on. */
export interface TestTable {
  insert(item: TestItem): DynamoDBRecord;
  modify(before: TestItem, after: TestItem): DynamoDBRecord;
  remove(item: TestItem): DynamoDBRecord;
}

/** What is known of a test's table. */
export interface TestTableOptions {
  /** Names of the key attributes: the partition key and, if there is one, the sort key. */
  readonly keys: readonly string[];
  /** @default Orders */
  readonly tableName?: string;
  /** The source account, 12 digits. @default 111111111111 */
  readonly accountId?: string;
  /** @default eu-central-1 */
  readonly region?: string;
}

/** What the handler did with the records. */
export interface TestRun {
  /** The sequence number that the handler gave back to Lambda, which sends everything from there on again. */
  readonly retriedFrom?: string;
  /** Keys of the items whose changes were handled, in the order in which they were done. */
  readonly handled: readonly ItemChange["keys"][];
  /** The errors that `onChange` threw. */
  readonly errors: readonly unknown[];
}

/** Makes records as the stream of a table carries them, with both images. */
export function testTable(options: TestTableOptions): TestTable {
  let sequence = 0;
  const record = (eventName: EventName, before?: TestItem, after?: TestItem) =>
    recordOf(options, { eventName, before, after, sequence: ++sequence });
  return {
    insert: (item) => record("INSERT", undefined, item),
    modify: (before, after) => record("MODIFY", before, after),
    remove: (item) => record("REMOVE", item),
  };
}

/**
 * Runs the stream handler, as it is deployed, with a batch of records. It logs nothing.
 * @param replay whether the batch is re-driven, or a part of a backfill; neither, if it is left out
 */
export async function runOnChange(
  onChange: HandlerParts["onChange"],
  records: readonly DynamoDBRecord[],
  { redrive = false, backfill = false }: Partial<Replay> = {},
): Promise<TestRun> {
  const handled: ItemChange["keys"][] = [];
  const errors: unknown[] = [];
  const handler = createHandler({
    onChange: async (change, context) => {
      try {
        await onChange(change, context);
        handled.push(change.keys);
      } catch (error) {
        errors.push(error);
        throw error;
      }
    },
    logger: functionLogger({ logLevel: "SILENT" }),
    metrics: { addMetric: () => undefined, publishStoredMetrics: () => undefined },
    settings: { logRecords: false, concurrency: 16 },
  });
  const event = {
    Records: [...records],
    ...(redrive && { redrive: { id: "test" } }),
    ...(backfill && { backfill: true }),
  };
  const { batchItemFailures } = await handler(event, INVOCATION);
  const [failure] = batchItemFailures;
  return { ...(failure && { retriedFrom: failure.itemIdentifier }), handled, errors };
}

interface Change {
  readonly eventName: EventName;
  readonly before: TestItem | undefined;
  readonly after: TestItem | undefined;
  readonly sequence: number;
}

function recordOf(options: TestTableOptions, { eventName, before, after, sequence }: Change): DynamoDBRecord {
  const { keys, tableName = "Orders", accountId = "111111111111", region = "eu-central-1" } = options;
  const item = after ?? before ?? {};
  const Keys = Object.fromEntries(keys.map((key) => [key, item[key]]));
  const images = {
    ...(before && { OldImage: attributes(before) }),
    ...(after && { NewImage: attributes(after) }),
  };
  return {
    eventID: `event-${sequence}`,
    eventName,
    eventVersion: "1.1",
    eventSource: "aws:dynamodb",
    awsRegion: region,
    dynamodb: {
      ApproximateCreationDateTime: FIRST_SECOND + sequence,
      Keys: attributes(Keys),
      ...images,
      SequenceNumber: String(sequence),
      SizeBytes: Buffer.byteLength(JSON.stringify(images)),
      StreamViewType: "NEW_AND_OLD_IMAGES",
    },
    eventSourceARN: `arn:aws:dynamodb:${region}:${accountId}:table/${tableName}/stream/2026-01-01T00:00:00.000`,
  };
}

/** 1 January 2026, seconds since 1970. */
const FIRST_SECOND = 1_767_225_600;

/** As JSON carries it to the function: binary values are base64 there. */
function attributes(item: TestItem): Record<string, AttributeValue> {
  const text = JSON.stringify(marshall(item), (_name, value: unknown) =>
    value instanceof Uint8Array ? Buffer.from(value).toString("base64") : value,
  );
  return JSON.parse(text);
}

const INVOCATION: Context = {
  awsRequestId: "request-1",
  callbackWaitsForEmptyEventLoop: true,
  functionName: "test",
  functionVersion: "$LATEST",
  invokedFunctionArn: "arn:aws:lambda:eu-central-1:222222222222:function:test",
  logGroupName: "/aws/lambda/test",
  logStreamName: "test",
  memoryLimitInMB: "256",
  getRemainingTimeInMillis: () => 60_000,
  done: () => undefined,
  fail: () => undefined,
  succeed: () => undefined,
};
