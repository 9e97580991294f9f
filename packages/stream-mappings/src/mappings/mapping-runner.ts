import { setMaxListeners } from "node:events";
import { errorText, type Log } from "../log";
import type { Mapping } from "../model/mapping";
import type { Shard, StreamApi } from "../reader/stream-api";
import { Bell } from "../waiting/bell";
import { type AccessParts, AccessWatch } from "./access-watch";
import { runShard, type ShardParts } from "./shard-runner";

/** Pause before a stream that could not be described, or had no shard to read, is looked at again. */
const RETRY_MS = 1_000;

/** What the runners of all mappings share. */
export interface RunnerParts {
  readonly access: AccessParts;
  readonly shards: ShardParts;
  readonly log: Log;
}

/** Runs one mapping: finds the stream's shards and reads each, parents before children. */
export class MappingRunner {
  private readonly stopping = new AbortController();
  private readonly running = new Map<string, Promise<void>>();
  private readonly access: AccessWatch;
  private finished: Promise<void> = Promise.resolve();
  /** Cuts short the wait for new shards when a shard has come to its end. */
  private readonly shardEnded = new Bell();

  constructor(
    private readonly mapping: Mapping,
    private readonly stream: StreamApi,
    private readonly parts: RunnerParts,
    private readonly report: (result: string) => void,
  ) {
    // Every shard's lanes listen for the end; there may be many.
    setMaxListeners(0, this.stopping.signal);
    this.access = new AccessWatch(mapping, parts.access, report, this.stopping.signal);
  }

  start(): void {
    this.finished = this.run();
  }

  /** Ends reading; resolves when no invocation is under way any more. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await this.finished;
    await Promise.all(this.running.values());
  }

  private async run(): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      await this.access.granted();
      if (signal.aborted) return;
      await this.shardEnded.wait(await this.lookForShards(), signal);
    }
  }

  /** @returns when to look again, milliseconds */
  private async lookForShards(): Promise<number> {
    try {
      const shards = await this.stream.shards();
      for (const shard of this.startable(shards)) this.startShard(shard);
      return this.running.size > 0 ? this.parts.shards.polls.pace.describeMs() : RETRY_MS;
    } catch (error) {
      const message = errorText(error);
      this.report(`PROBLEM: ${message}`);
      this.parts.log("stream-unreadable", { mapping: this.mapping.uuid, message });
      return RETRY_MS;
    }
  }

  /** Shards that are neither done nor under way, and whose parent, if it is still there, is done. */
  private startable(shards: readonly Shard[]): Shard[] {
    const present = new Set(shards.map(({ ShardId }) => ShardId));
    return shards.filter(({ ShardId, ParentShardId }) => {
      if (this.running.has(ShardId) || this.isFinished(ShardId)) return false;
      return !ParentShardId || !present.has(ParentShardId) || this.isFinished(ParentShardId);
    });
  }

  private isFinished(shardId: string): boolean {
    return this.parts.shards.checkpoints.load(this.mapping.uuid, shardId)?.finished ?? false;
  }

  private startShard({ ShardId: shardId }: Shard): void {
    const { mapping, report } = this;
    const { signal } = this.stopping;
    const granted = () => this.access.granted();
    const shard = { mapping, settings: mapping.settings, shardId, signal, granted, report };
    const work = runShard(shard, this.stream, this.parts.shards).finally(() => {
      this.running.delete(shardId);
      this.shardEnded.ring();
    });
    this.running.set(shardId, work);
  }
}
