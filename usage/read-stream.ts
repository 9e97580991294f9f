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

/** How often an empty page of an open shard is asked for the next one: DynamoDB gives empty pages before newer records. */
const EMPTY_PAGES = 3;

/**
 * Reads all records that the streams of a table still have, oldest first in each shard.
 * @throws UsageError if the table has no stream
 */
export async function readStream(
  client: DynamoDBStreamsClient,
  tableName: string,
  signal?: AbortSignal,
): Promise<StreamRecord[]> {
  const { Streams = [] } = await client.send(new ListStreamsCommand({ TableName: tableName }));
  if (Streams.length === 0) {
    const remedy = "Deploy the source";
    throw new UsageError([{ cause: `the table ${tableName} has no stream`, remedy }]);
  }
  const records: StreamRecord[] = [];
  for (const { StreamArn = "" } of Streams) {
    for (const { ShardId = "" } of await shardsOf(client, StreamArn)) {
      for await (const record of recordsOf(client, StreamArn, ShardId)) {
        signal?.throwIfAborted();
        records.push(record);
      }
    }
  }
  return records;
}

async function shardsOf(client: DynamoDBStreamsClient, StreamArn: string): Promise<Shard[]> {
  const shards: Shard[] = [];
  let ExclusiveStartShardId: string | undefined;
  do {
    const { StreamDescription } = await client.send(
      new DescribeStreamCommand({ StreamArn, ExclusiveStartShardId }),
    );
    shards.push(...(StreamDescription?.Shards ?? []));
    ExclusiveStartShardId = StreamDescription?.LastEvaluatedShardId;
  } while (ExclusiveStartShardId);
  return shards;
}

async function* recordsOf(
  client: DynamoDBStreamsClient,
  StreamArn: string,
  ShardId: string,
): AsyncGenerator<StreamRecord> {
  const start = { StreamArn, ShardId, ShardIteratorType: "TRIM_HORIZON" } as const;
  let { ShardIterator } = await client.send(new GetShardIteratorCommand(start));
  for (let empty = 0; ShardIterator && empty < EMPTY_PAGES; ) {
    const page = await client.send(new GetRecordsCommand({ ShardIterator }));
    const { Records = [] } = page;
    empty = Records.length === 0 ? empty + 1 : 0;
    for (const { dynamodb } of Records) {
      const time = Math.floor((dynamodb?.ApproximateCreationDateTime?.getTime() ?? 0) / 1000);
      yield { shardId: ShardId, sequence: BigInt(dynamodb?.SequenceNumber ?? 0), time };
    }
    ShardIterator = page.NextShardIterator;
  }
}
