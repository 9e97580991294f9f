import {
  DescribeStreamCommand,
  type DynamoDBStreamsClient,
  GetRecordsCommand,
  GetShardIteratorCommand,
  ListStreamsCommand,
} from "@aws-sdk/client-dynamodb-streams";
import { readStream } from "../../../usage/read-stream";
import { lastOfShards } from "../../../usage/reconcile";

const TIME = new Date("2026-01-31T00:00:00Z");

/** The pages of a shard: sequence numbers. */
interface FakeShard {
  readonly pages: readonly (readonly number[])[];
  readonly isClosed?: boolean;
}

/** Answers as DynamoDB Streams does: an open shard always has one more page. */
function streamOf(shards: Readonly<Record<string, FakeShard>>) {
  const asked: string[] = [];
  const send = async (command: unknown): Promise<unknown> => {
    if (command instanceof ListStreamsCommand) return { Streams: [{ StreamArn: "arn" }] };
    if (command instanceof DescribeStreamCommand) return { StreamDescription: { Shards: described(shards) } };
    if (command instanceof GetShardIteratorCommand) return { ShardIterator: `${command.input.ShardId} 0` };
    if (!(command instanceof GetRecordsCommand)) throw new Error("Another request was made.");
    const [shardId = "", place = "0"] = (command.input.ShardIterator ?? "").split(" ");
    asked.push(shardId);
    return pageOf(shardId, Number(place), shards[shardId]);
  };
  return { client: { send } as unknown as DynamoDBStreamsClient, asked };
}

function pageOf(shardId: string, place: number, { pages, isClosed }: FakeShard = { pages: [] }) {
  const Records = (pages[place] ?? []).map((sequence) => ({
    dynamodb: { SequenceNumber: String(sequence), ApproximateCreationDateTime: TIME },
  }));
  const isLast = isClosed && place + 1 >= pages.length;
  return { Records, ...(!isLast && { NextShardIterator: `${shardId} ${place + 1}` }) };
}

function described(shards: Readonly<Record<string, FakeShard>>) {
  return Object.entries(shards).map(([ShardId, { isClosed }]) => ({
    ShardId,
    SequenceNumberRange: { StartingSequenceNumber: "1", ...(isClosed && { EndingSequenceNumber: "999" }) },
  }));
}

const empty = (count: number): number[][] => Array.from({ length: count }, () => []);

test("a closed shard is read to its end, however many empty pages it has", async () => {
  // Prepare
  const { client } = streamOf({ closed: { pages: [[1], ...empty(20), [2, 3]], isClosed: true } });
  // Act
  const records = await readStream(client, "Orders", new Map());
  // Assess
  const time = TIME.getTime() / 1000;
  expect(records).toEqual([1n, 2n, 3n].map((sequence) => ({ shardId: "closed", sequence, time })));
});

test("an open shard is read until it says nothing more, and at least up to what the ledger has of it", async () => {
  // Prepare
  const pages = [[1], ...empty(20), [7]];
  const some = streamOf({ open: { pages } });
  const all = streamOf({ open: { pages } });
  const never = streamOf({ open: { pages: [[1]] } });
  const counts = { inserts: 2, modifies: 0, removes: 0, bytes: 0, unmeasured: 0, sums: {} };
  const item = { shardId: "open", start: TIME.getTime(), seconds: 60, unresolved: [] };
  const known = lastOfShards([
    { ...item, runs: [{ first: "1", last: "7", ...counts }] },
    { ...item, runs: [{ first: "2", last: "5", ...counts }] },
  ]);
  // Act
  const sequences = [
    await readStream(some.client, "Orders", new Map()),
    await readStream(all.client, "Orders", known),
    await readStream(never.client, "Orders", known),
  ].map((records) => records.map(({ sequence }) => sequence));
  // Assess
  expect(sequences).toEqual([[1n], [1n, 7n], [1n]]);
  expect([some.asked.length, all.asked.length, never.asked.length]).toEqual([4, 25, 101]);
});

test("a table without a stream is told, and an interruption ends the reading", async () => {
  const without = { send: async () => ({ Streams: [] }) } as unknown as DynamoDBStreamsClient;
  await expect(readStream(without, "Orders", new Map())).rejects.toThrow("the table Orders has no stream");
  const { client, asked } = streamOf({ open: { pages: [[1]] } });
  await expect(readStream(client, "Orders", new Map(), AbortSignal.abort())).rejects.toThrow(/abort/);
  expect(asked).toEqual([]);
});
