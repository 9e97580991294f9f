import { ShardReader } from "./shard-reader";
import type { StreamApi } from "./stream-api";

/** The end of a shard at this moment. */
export interface ShardEnd {
  readonly shardId: string;
  /** Last sequence number there is; undefined when the shard is empty. */
  readonly after?: string;
  readonly closed: boolean;
}

/**
 * Where LATEST is, for every shard. It is found by reading to the end instead of by a LATEST iterator, because
 * only a sequence number can be kept on disk and still be right after a restart.
 */
export async function latestPositions(api: StreamApi): Promise<ShardEnd[]> {
  const shards = await api.shards();
  return Promise.all(shards.map(({ ShardId }) => endOf(api, ShardId)));
}

async function endOf(api: StreamApi, shardId: string): Promise<ShardEnd> {
  const reader = new ShardReader(api, shardId, undefined);
  let after: string | undefined;
  for (;;) {
    const { records, closed } = await reader.next();
    after = records.at(-1)?.dynamodb.SequenceNumber ?? after;
    if (closed || records.length === 0) return { shardId, after, closed };
  }
}
