import type { OpenWindow } from "../model/delivery";
import { laneOf } from "../model/lane-of";
import { compareSequence } from "../model/stream-record";
import type { LaneProgress, ShardPosition } from "./checkpoint-store";

interface Entry {
  readonly sequenceNumber: string;
  settled: boolean;
}

/** What a shard's checkpoint is tied to. */
export interface CheckpointOptions {
  /** Where the shard stood when it was read last. */
  readonly position?: ShardPosition;
  /** Number of lanes. */
  readonly factor: number;
  /** Writes a position to disk. @default nothing is written */
  readonly save?: (position: ShardPosition) => void;
  /** Holds the open tumbling window, if the mapping has windows. */
  readonly window?: { readonly open?: OpenWindow };
}

/**
 * Knows which records of a shard are settled, in all of its lanes, and what of that has to be
 * saved so that a later start repeats nothing that was settled.
 */
export class Checkpoint {
  private after: string | undefined;
  private readonly former: readonly LaneProgress[];
  private readonly lanes: string[];
  /** Records read and not yet behind {@link after}, in stream order. */
  private readonly open: Entry[] = [];
  private readonly bySequence = new Map<string, Entry>();

  constructor(private readonly options: CheckpointOptions) {
    this.after = options.position?.after;
    this.former = options.position?.lanes ?? [];
    this.lanes = new Array<string>(options.factor).fill("");
  }

  /** Where reading starts. */
  get start(): string | undefined {
    return this.after;
  }

  /** Records read and not settled, or settled behind one that is not. */
  get outstanding(): number {
    return this.open.length;
  }

  /** Whether an earlier run has settled this record already. */
  knows(sequenceNumber: string, itemKey: string): boolean {
    return this.former.some(({ factor, settled }) => {
      const until = settled[laneOf(itemKey, factor)] ?? "";
      return until !== "" && compareSequence(sequenceNumber, until) <= 0;
    });
  }

  /** Notes a record that was read. */
  note(sequenceNumber: string): void {
    const entry = { sequenceNumber, settled: false };
    this.open.push(entry);
    this.bySequence.set(sequenceNumber, entry);
  }

  /** Settles records of one lane, in order, and saves; `lane` is undefined for those that no lane has to handle. */
  settle(sequenceNumbers: readonly string[], lane?: number): void {
    for (const sequenceNumber of sequenceNumbers) {
      const entry = this.bySequence.get(sequenceNumber);
      if (entry) entry.settled = true;
    }
    const last = sequenceNumbers.at(-1);
    if (last !== undefined && lane !== undefined) this.lanes[lane] = last;
    this.advance();
    this.options.save?.(this.position(false));
  }

  /** Saves that the shard is closed and all of it is settled. */
  finish(): void {
    this.options.save?.(this.position(true));
  }

  /** What to save. */
  position(finished: boolean): ShardPosition {
    const { factor, window } = this.options;
    const progress = [...this.former, { factor, settled: [...this.lanes] }];
    return {
      after: this.after,
      lanes: progress.filter(({ settled }) => settled.some((until) => this.isAhead(until))),
      finished,
      ...(window?.open && { window: window.open }),
    };
  }

  private advance(): void {
    let count = 0;
    for (const entry of this.open) {
      if (!entry.settled) break;
      this.after = entry.sequenceNumber;
      this.bySequence.delete(entry.sequenceNumber);
      count += 1;
    }
    if (count > 0) this.open.splice(0, count);
  }

  private isAhead(until: string): boolean {
    return until !== "" && (this.after === undefined || compareSequence(until, this.after) > 0);
  }
}
