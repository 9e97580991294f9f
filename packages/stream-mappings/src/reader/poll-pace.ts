/** What one idle shard may cost: an emulator answers some hundred calls a second, and each read is a few of them. */
const MS_PER_SHARD = 5;

/**
 * How often idle shards are read. One mapping is read at the pace asked for; with a thousand of them each is read
 * less often, so that the emulator has time left for anything else.
 */
export class PollPace {
  private shards = 0;

  /** @param intervalMs pause between two reads of a shard that has nothing new, while there are few */
  constructor(private readonly intervalMs: number) {}

  /** Counts a shard in. @returns what counts it out again */
  enter(): () => void {
    this.shards += 1;
    return () => {
      this.shards -= 1;
    };
  }

  /** Pause before the next read of a shard that had nothing new. Milliseconds. */
  pauseMs(): number {
    return Math.max(this.intervalMs, this.shards * MS_PER_SHARD);
  }
}
