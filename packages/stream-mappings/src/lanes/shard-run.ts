import type { Mapping, MappingSettings } from "../model/mapping";

/** One shard of a mapping while it is read: what it is, and how it is tied to the mapping that runs it. */
export interface ShardRun {
  readonly mapping: Mapping;
  /** Frozen while the shard runs: an update starts it again. */
  readonly settings: MappingSettings;
  readonly shardId: string;
  /** Fires when the mapping is stopped. */
  readonly signal: AbortSignal;
  /** Resolves once the function's role may read the stream (or the signal fires). */
  readonly granted: () => Promise<void>;
  /** Sets the mapping's LastProcessingResult. */
  readonly report: (result: string) => void;
}
