import type { Feed } from "../feed/feed";
import type { RecordIntake } from "../filtering/record-intake";
import type { ShardRun } from "../lanes/shard-run";
import { errorText, type Log } from "../log";
import type { Metrics } from "../metrics/metrics";
import type { StreamNews } from "../news/stream-news";
import type { Bell } from "../waiting/bell";
import { pause } from "../waiting/pause";
import type { PollPace } from "./poll-pace";
import type { ReadAhead } from "./read-ahead";
import type { ShardReader } from "./shard-reader";

/** Pause before a shard that could not be read is tried again. Milliseconds. */
const RETRY_MS = 1_000;

/** What the polls of all shards share. */
export interface PollParts {
  readonly pace: PollPace;
  readonly news: Pick<StreamNews, "enter">;
  readonly metrics: Metrics;
  readonly feed: Feed;
  readonly log: Log;
}

/** Reads one shard from where its reader stands to its end, page after page. */
export class ShardPoll {
  constructor(
    private readonly shard: ShardRun,
    private readonly reader: ShardReader,
    private readonly readAhead: ReadAhead,
    private readonly intake: RecordIntake,
    /** Rings when the stream got records. */
    private readonly news: Bell,
    private readonly parts: PollParts,
  ) {}

  /** Ends when the shard is closed and read, or the signal fires. */
  async run(): Promise<void> {
    const { signal, granted } = this.shard;
    while (!signal.aborted) {
      await this.readAhead.room(signal);
      await granted();
      if (signal.aborted) return;
      const page = await this.poll();
      if (page?.closed) return;
      if (!page) await pause(RETRY_MS, signal);
      else if (page.count === 0) await this.news.wait(this.parts.pace.pauseMs(), signal);
    }
  }

  /** @returns undefined when the stream could not be read */
  private async poll(): Promise<{ count: number; closed: boolean } | undefined> {
    const { mapping, report } = this.shard;
    try {
      const { records, closed } = await this.reader.next();
      this.parts.metrics.polled(mapping, records.length);
      this.intake.accept(records);
      return { count: records.length, closed };
    } catch (error) {
      report(`PROBLEM: ${errorText(error)}`);
      this.parts.log("shard-unreadable", { mapping: mapping.uuid, message: errorText(error) });
      return undefined;
    }
  }
}
