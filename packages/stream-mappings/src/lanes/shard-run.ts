import type { ShardPosition } from "../checkpoint/checkpoint-store";
import type { AccessWatch } from "../mappings/access-watch";
import type { Mapping, MappingSettings } from "../model/mapping";
import type { PendingRecord } from "../model/stream-record";
import type { Services } from "../runtime/context";

/** What the lanes of one shard work with. */
export interface ShardHost {
  readonly mapping: Mapping;
  /** Frozen while the shard runs: an update starts it anew. */
  readonly settings: MappingSettings;
  readonly shardId: string;
  readonly services: Services;
  readonly access: AccessWatch;
  readonly signal: AbortSignal;
  /** Sets the mapping's LastProcessingResult. */
  report(result: string): void;
  /** Moves the position past records of a lane and writes it down. */
  settle(records: readonly PendingRecord[], lane: number): void;
  /** Where the shard stood when it was started. */
  readonly position: ShardPosition | undefined;
}
