import { setMaxListeners } from "node:events";
import { errorText } from "../log";
import type { StreamArn } from "../model/arns";
import type { Mapping } from "../model/mapping";
import { type Shard, StreamApi } from "../reader/stream-api";
import type { Services } from "../runtime/context";
import { Bell } from "../waiting/pause";
import { AccessWatch } from "./access-watch";
import { ShardRunner } from "./shard-runner";

/** Pause before a stream that could not be described, or had no shard to read, is looked at again. */
const RETRY_MS = 1_000;
/** How often the stream is asked for new shards while there are open ones. */
const RESHARD_MS = 15_000;

/** Runs one mapping: finds the stream's shards and reads each, parents before children. */
export class MappingRunner {
  private readonly stopping = new AbortController();
  private readonly running = new Map<string, Promise<void>>();
  private readonly access: AccessWatch;
  private readonly api: StreamApi;
  private finished: Promise<void> = Promise.resolve();
  /** Cuts short the wait for new shards when a shard has come to its end. */
  private readonly shardEnded = new Bell();

  constructor(
    private readonly mapping: Mapping,
    stream: StreamArn,
    private readonly services: Services,
    private readonly report: (result: string) => void,
  ) {
    // Every shard's lanes listen for the end; there may be many.
    setMaxListeners(0, this.stopping.signal);
    this.api = new StreamApi(services.http, stream);
    this.access = new AccessWatch(mapping, services, report, this.stopping.signal);
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

  private async lookForShards(): Promise<number> {
    try {
      const shards = await this.api.shards();
      for (const shard of this.startable(shards)) this.startShard(shard);
      return this.running.size > 0 ? RESHARD_MS : RETRY_MS;
    } catch (error) {
      this.tell(error);
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
    return this.services.positions.load(this.mapping.uuid, shardId)?.finished ?? false;
  }

  private startShard({ ShardId }: Shard): void {
    const work = this.runShard(ShardId).finally(() => {
      this.running.delete(ShardId);
      this.shardEnded.ring();
    });
    this.running.set(ShardId, work);
  }

  private async runShard(shardId: string): Promise<void> {
    const { mapping, services, access, report } = this;
    const position = services.positions.load(mapping.uuid, shardId);
    const { signal } = this.stopping;
    const { settings } = mapping;
    const host = { mapping, settings, shardId, services, access, position, report, signal };
    await new ShardRunner(host, this.api).run();
  }

  private tell(error: unknown): void {
    const message = errorText(error);
    this.report(`PROBLEM: ${message}`);
    this.services.log("stream-unreadable", { mapping: this.mapping.uuid, message });
  }
}
