import { TumblingWindow } from "../batching/tumbling-window";
import { Checkpoint } from "../checkpoint/checkpoint";
import type { CheckpointStore, ShardPosition } from "../checkpoint/checkpoint-store";
import { RecordIntake } from "../filtering/record-intake";
import type { LaneParts } from "../lanes/lane";
import { Lanes } from "../lanes/lanes";
import type { ShardRun } from "../lanes/shard-run";
import type { MappingSettings } from "../model/mapping";
import type { PendingRecord } from "../model/stream-record";
import { ReadAhead } from "../reader/read-ahead";
import { type PollParts, ShardPoll } from "../reader/shard-poll";
import { ShardReader } from "../reader/shard-reader";
import type { StreamApi } from "../reader/stream-api";
import { Bell } from "../waiting/bell";

/** What the shards of all mappings share. */
export interface ShardParts {
  readonly checkpoints: CheckpointStore;
  readonly polls: PollParts;
  readonly lanes: LaneParts;
  /** How long a tumbling window without new records stays open past its end. Milliseconds. */
  readonly windowGraceMs: number;
}

/**
 * Runs one shard until it is closed and all of it is settled, or the signal fires. A record goes from the reader
 * through the filters into a lane, from there to the function, and then the checkpoint moves past it.
 */
export async function runShard(shard: ShardRun, stream: StreamApi, parts: ShardParts): Promise<void> {
  const { mapping, settings, shardId, signal } = shard;
  const position = parts.checkpoints.load(mapping.uuid, shardId);
  const window = windowOf(settings, parts.windowGraceMs, position);
  const checkpoint = new Checkpoint({
    position,
    factor: settings.parallelizationFactor,
    save: (current) => parts.checkpoints.save(mapping.uuid, shardId, current),
    window,
  });
  const settle = (records: readonly PendingRecord[], lane: number) => {
    checkpoint.settle(
      records.map(({ sequenceNumber }) => sequenceNumber),
      lane,
    );
    readAhead.progressed();
  };
  const lanes = new Lanes(shard, parts.lanes, settle, window);
  const readAhead = new ReadAhead(settings, checkpoint, lanes);
  const { metrics, feed } = parts.polls;
  const intake = new RecordIntake(mapping, settings.filters, checkpoint, lanes, { metrics, feed });
  const reader = new ShardReader(stream, shardId, checkpoint.start);
  const news = new Bell();
  const poll = new ShardPoll(shard, reader, readAhead, intake, news, parts.polls);
  const leaves = [parts.polls.pace.enter(), parts.polls.news.enter(mapping.streamArn, news)];
  await Promise.all([poll.run().then(() => lanes.close()), lanes.run()]).finally(() => {
    for (const leave of leaves) leave();
  });
  if (!signal.aborted) checkpoint.finish();
}

function windowOf(
  { tumblingWindowInSeconds: seconds }: MappingSettings,
  graceMs: number,
  position: ShardPosition | undefined,
): TumblingWindow | undefined {
  return seconds > 0 ? new TumblingWindow(seconds * 1000, graceMs, position?.window) : undefined;
}
