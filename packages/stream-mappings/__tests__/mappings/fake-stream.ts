import type { HttpAnswer } from "../../src/aws/http-answer";
import type { SignedCall } from "../../src/aws/signed-http";

interface FakeShard {
  readonly id: string;
  readonly parent?: string;
  readonly records: { readonly n: number; readonly key: string }[];
  closed: boolean;
}

/** DynamoDB Streams' API over shards that can be split. Sequence numbers count up from 1 over all shards. */
export class FakeStream {
  private readonly shards: FakeShard[] = [{ id: "shardId-0", records: [], closed: false }];
  /** Records written so far. */
  count = 0;
  /** Key of each record, by its number. */
  readonly keys = new Map<number, string>();

  put(key: string): number {
    this.count += 1;
    this.keys.set(this.count, key);
    this.shardOf(key).records.push({ n: this.count, key });
    return this.count;
  }

  /** Closes every open shard and gives each two children. */
  split(): void {
    for (const shard of this.shards.filter(({ closed }) => !closed)) {
      shard.closed = true;
      for (const side of [0, 1]) {
        this.shards.push({ id: `${shard.id}${side}`, parent: shard.id, records: [], closed: false });
      }
    }
  }

  answer({ headers = {}, body = "{}" }: SignedCall): HttpAnswer {
    const operation = (headers["x-amz-target"] ?? "").split(".")[1] ?? "";
    const input = JSON.parse(body) as Record<string, string>;
    return { status: 200, headers: {}, body: JSON.stringify(this.operations[operation]?.(input)) };
  }

  private readonly operations: Record<string, (input: Record<string, string>) => unknown> = {
    DescribeStream: () => ({
      StreamDescription: {
        Shards: this.shards.map(({ id, parent }) => ({ ShardId: id, ParentShardId: parent })),
      },
    }),
    GetShardIterator: ({ ShardId, SequenceNumber = "0" }) => ({
      ShardIterator: `${ShardId}/${SequenceNumber}`,
    }),
    GetRecords: ({ ShardIterator = "" }) => this.page(ShardIterator),
  };

  private page(iterator: string): unknown {
    const [id, after] = iterator.split("/");
    const shard = this.shards.find((candidate) => candidate.id === id);
    const records = shard?.records.filter(({ n }) => n > Number(after)).slice(0, 7) ?? [];
    const last = records.at(-1)?.n ?? Number(after);
    const atEnd = shard?.closed && last >= (shard.records.at(-1)?.n ?? 0);
    return { Records: records.map(toRecord), ...(!atEnd && { NextShardIterator: `${id}/${last}` }) };
  }

  /** A key keeps to its line of shards, as DynamoDB's partitions do. */
  private shardOf(key: string): FakeShard {
    const open = this.shards.filter(({ closed }) => !closed);
    let code = 0;
    for (const character of key) code += character.charCodeAt(0);
    let id = "shardId-0";
    while (!open.some((shard) => shard.id === id)) {
      id += String(code % 2);
      code = Math.floor(code / 2);
    }
    return open.find((shard) => shard.id === id) as FakeShard;
  }
}

function toRecord({ n, key }: { n: number; key: string }) {
  return {
    eventName: "INSERT",
    dynamodb: {
      ApproximateCreationDateTime: Date.now() / 1000,
      Keys: { id: { S: key } },
      SequenceNumber: String(n),
    },
  };
}
