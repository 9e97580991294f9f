/** What one idle shard may cost: an emulator answers some hundred calls a second, and each read is a few of them. */
const MS_PER_SHARD = 5;
/** The same while the emulator tells which streams got records: then a read without news only looks at access again. */
const MS_PER_SHARD_WITH_NEWS = 30;
/** How often a stream is asked for new shards while there are open ones; the end of a shard does not wait for it. */
const DESCRIBE_MS = 15_000;
/** What asking for shards may cost, for each shard. */
const DESCRIBE_MS_PER_SHARD = 60;

/**
 * How often idle shards are read. One mapping is read at the pace asked for; with a thousand of them each is read
 * less often, so that the emulator has time left for anything else.
 */
export class PollPace {
  private shards = 0;

  /**
   * @param intervalMs pause between two reads of a shard that has nothing new, while there are few
   * @param news whether the emulator tells at the moment which streams got records
   */
  constructor(
    private readonly intervalMs: number,
    private readonly news: { readonly isFollowed: boolean } = { isFollowed: false },
  ) {}

  /** Counts a shard in. @returns what counts it out again */
  enter(): () => void {
    this.shards += 1;
    return () => {
      this.shards -= 1;
    };
  }

  /** Pause before the next read of a shard that had nothing new. Milliseconds. */
  pauseMs(): number {
    const each = this.news.isFollowed ? MS_PER_SHARD_WITH_NEWS : MS_PER_SHARD;
    return Math.max(this.intervalMs, this.shards * each);
  }

  /** Pause before a stream with open shards is asked for new ones. Milliseconds. */
  describeMs(): number {
    return Math.max(DESCRIBE_MS, this.shards * DESCRIBE_MS_PER_SHARD);
  }
}
