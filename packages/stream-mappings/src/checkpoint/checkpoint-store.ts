import { join } from "node:path";
import type { OpenWindow } from "../model/delivery";
import { readJson, remove, writeAtomically } from "../store/atomic-file";

/** How far each lane of a shard got while the shard was read by `factor` lanes at once. */
export interface LaneProgress {
  readonly factor: number;
  /** Last settled sequence number of each lane; empty text when it has settled none. */
  readonly settled: readonly string[];
}

/** Where a mapping stands in one shard. */
export interface ShardPosition {
  /** Everything up to and with this sequence number is settled; undefined: nothing, start at the trim horizon. */
  readonly after?: string;
  /** Progress beyond {@link after}: a record is settled if any of these says so. */
  readonly lanes: readonly LaneProgress[];
  /** The shard is closed and all of it is settled: its children may start. */
  readonly finished: boolean;
  readonly window?: OpenWindow;
}

/** Checkpoints on disk: `<state folder>/positions/<mapping>/<shard>.json`, one small file a shard. */
export class CheckpointStore {
  constructor(private readonly stateDir: string) {}

  load(uuid: string, shardId: string): ShardPosition | undefined {
    return readJson<ShardPosition>(this.file(uuid, shardId));
  }

  save(uuid: string, shardId: string, position: ShardPosition): void {
    writeAtomically(this.file(uuid, shardId), JSON.stringify(position));
  }

  /** Forgets everything about a mapping. */
  delete(uuid: string): void {
    remove(this.folder(uuid));
  }

  private folder(uuid: string): string {
    return join(this.stateDir, "positions", uuid);
  }

  private file(uuid: string, shardId: string): string {
    return join(this.folder(uuid), `${shardId}.json`);
  }
}
