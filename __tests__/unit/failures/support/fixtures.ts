import type { FoundBatch } from "../../../../failures/find-batches";
import { hashOf } from "../../../../failures/find-batches";
import type { LedgerEntry } from "../../../../failures/ledger";
import { isLoaded, readBatch } from "../../../../failures/read-batch";
import { itemOf, type ReplayRecord } from "../../../../replay/replay-record";

export const STREAM =
  "arn:aws:dynamodb:eu-central-1:111111111111:table/Orders/stream/2026-01-01T00:00:00.000";
export const FUNCTION_ARN = "arn:aws:lambda:eu-central-1:222222222222:function:order-events:live";
const MAPPING = "11111111-2222-4333-8444-555555555555";

/** A record of an item with a sequence number. */
export function record(item: string, sequence: number, eventSourceARN = STREAM): ReplayRecord {
  return {
    eventID: `event-${sequence}`,
    eventName: "MODIFY",
    eventSourceARN,
    dynamodb: { Keys: { id: { S: item } }, SequenceNumber: String(sequence) },
  };
}

/** The ID of the batch with this number. */
export function idOf(number: number): string {
  return `${String(number).padStart(8, "0")}-0000-4000-8000-000000000000`;
}

/** What Lambda writes about a failed batch, as recorded from AWS. */
export function failedObject(
  number: number,
  records: readonly ReplayRecord[],
  { shard = "shardId-1", ...more }: { shard?: string; [member: string]: unknown } = {},
): { key: string; text: string } {
  const body = {
    requestContext: {
      requestId: `request-${number}`,
      functionArn: FUNCTION_ARN,
      condition: "RetryAttemptsExhausted",
      approximateInvokeCount: 11,
    },
    responseContext: { statusCode: 200, executedVersion: "7", functionError: "Unhandled" },
    version: "1.0",
    timestamp: "2026-01-31T08:00:00.000Z",
    DDBStreamBatchInfo: {
      shardId: shard,
      startSequenceNumber: records[0]?.dynamodb?.SequenceNumber,
      endSequenceNumber: records.at(-1)?.dynamodb?.SequenceNumber,
      approximateArrivalOfFirstRecord: "2026-01-31T07:00:00Z",
      approximateArrivalOfLastRecord: "2026-01-31T07:00:01Z",
      batchSize: records.length,
      streamArn: records[0]?.eventSourceARN ?? STREAM,
    },
    payload: JSON.stringify({ Records: records }),
    ...more,
  };
  return {
    key: `aws/lambda/${MAPPING}/${shard}/2026/01/31/2026-01-31T08.00.00-${idOf(number)}`,
    text: JSON.stringify(body),
  };
}

/** A failure bucket and its ledger, in memory. */
export class MemoryBucket {
  readonly objects = new Map<string, string>();
  readonly entries = new Map<string, LedgerEntry>();
  /** Called before everything that is written; may throw, as the end of the process does. */
  beforeWrite: () => void = () => undefined;

  add(number: number, records: readonly ReplayRecord[], shard?: string): void {
    const { key, text } = failedObject(number, records, { shard });
    this.objects.set(key, text);
  }

  async text(key: string): Promise<string | undefined> {
    return this.objects.get(key);
  }

  async remove(key: string): Promise<void> {
    this.beforeWrite();
    this.objects.delete(key);
  }

  async entry(id: string): Promise<LedgerEntry | undefined> {
    return this.entries.get(id);
  }

  async note(id: string, entry: LedgerEntry): Promise<void> {
    this.beforeWrite();
    this.entries.set(id, entry);
  }

  /** What a search in the bucket finds. */
  found(): FoundBatch[] {
    return [...this.objects].map(([key, text]) => {
      const loaded = readBatch(key, text, () => "orders");
      if (!isLoaded(loaded)) throw new Error(loaded.problem);
      const entry = this.entries.get(loaded.batch.id);
      const left = loaded.event.Records.slice(entry?.handled ?? 0);
      return {
        batch: loaded.batch,
        ...(entry && { entry }),
        items: new Set(left.map((each) => hashOf(itemOf(each)))),
      };
    });
  }
}
