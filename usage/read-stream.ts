import {
  DescribeStreamCommand,
  type DynamoDBStreamsClient,
  GetRecordsCommand,
  GetShardIteratorCommand,
  ListStreamsCommand,
  type Shard,
} from "@aws-sdk/client-dynamodb-streams";
import type { StreamRecord } from "./reconcile";
import { UsageError } from "./usage-error";

/**
 * How many empty pages in a row end the reading of an open shard: after an empty page newer records may come (DynamoDB API
 * reference, GetRecords), and nothing says how many such pages there are. A closed shard has a last page.
 */
const EMPTY_PAGES = 3;
/** The same where records are known to come: the ledger has counted them. */
const EMPTY_PAGES_BEFORE_KNOWN = 100;

/**
 * Reads all records that the streams of a table still have, oldest first in each shard.
 * @param known the highest sequence number that the ledger has of each shard
 * @throws UsageError if the table has no stream
 */
export async function readStream(
  client: DynamoDBStreamsClient,
  tableName: string,
  known: ReadonlyMap<string, bigint>,
  signal?: AbortSignal,
): Promise<StreamRecord[]> {
  const { Streams = [] } = await client.send(new ListStreamsCommand({ TableName: tableName }), {
    abortSignal: signal,
  });
  if (Streams.length === 0) {
    const remedy = "Deploy the source";
    throw new UsageError([{ cause: `the table ${tableName} has no stream`, remedy }]);
  }
  const records: StreamRecord[] = [];
  for (const { StreamArn = "" } of Streams) {
    for (const shard of await shardsOf(client, StreamArn, signal)) {
      const reading = { StreamArn, ShardId: shard.ShardId ?? "", isClosed: isClosed(shard), signal };
      for await (const record of recordsOf(client, reading, known)) records.push(record);
    }
  }
  return records;
}

async function shardsOf(
  client: DynamoDBStreamsClient,
  StreamArn: string,
  abortSignal: AbortSignal | undefined,
): Promise<Shard[]> {
  const shards: Shard[] = [];
  let ExclusiveStartShardId: string | undefined;
  do {
    const { StreamDescription } = await client.send(
      new DescribeStreamCommand({ StreamArn, ExclusiveStartShardId }),
      { abortSignal },
    );
    shards.push(...(StreamDescription?.Shards ?? []));
    ExclusiveStartShardId = StreamDescription?.LastEvaluatedShardId;
  } while (ExclusiveStartShardId);
  return shards;
}

function isClosed({ SequenceNumberRange }: Shard): boolean {
  return SequenceNumberRange?.EndingSequenceNumber !== undefined;
}

/** A shard of a stream. */
interface Reading {
  readonly StreamArn: string;
  readonly ShardId: string;
  readonly isClosed: boolean;
  readonly signal: AbortSignal | undefined;
}

async function* recordsOf(
  client: DynamoDBStreamsClient,
  { StreamArn, ShardId, isClosed, signal }: Reading,
  known: ReadonlyMap<string, bigint>,
): AsyncGenerator<StreamRecord> {
  const last = known.get(ShardId) ?? 0n;
  const start = { StreamArn, ShardId, ShardIteratorType: "TRIM_HORIZON" } as const;
  let { ShardIterator } = await client.send(new GetShardIteratorCommand(start), { abortSignal: signal });
  let reached = 0n;
  const enough = () => (reached < last ? EMPTY_PAGES_BEFORE_KNOWN : EMPTY_PAGES);
  for (let empty = 0; ShardIterator && (isClosed || empty < enough()); ) {
    signal?.throwIfAborted();
    const { Records = [], NextShardIterator } = await client.send(new GetRecordsCommand({ ShardIterator }), {
      abortSignal: signal,
    });
    empty = Records.length === 0 ? empty + 1 : 0;
    for (const { dynamodb } of Records) {
      const time = Math.floor((dynamodb?.ApproximateCreationDateTime?.getTime() ?? 0) / 1000);
      reached = BigInt(dynamodb?.SequenceNumber ?? 0);
      yield { shardId: ShardId, sequence: reached, time };
    }
    ShardIterator = NextShardIterator;
  }
}
