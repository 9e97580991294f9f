import { laneOf } from "../model/lane-of";
import { compareSequence } from "../model/stream-record";
import type { LaneProgress, OpenWindow, ShardPosition } from "./checkpoint-store";

interface Entry {
  readonly sequenceNumber: string;
  settled: boolean;
}

/**
 * Knows which records of a shard are settled, whatever lane they went through, and what of that has to be
 * written down so that a later start repeats nothing that was settled.
 */
export class Ledger {
  private after: string | undefined;
  private readonly former: readonly LaneProgress[];
  private readonly lanes: string[];
  /** Records read and not yet behind {@link after}, in stream order. */
  private readonly open: Entry[] = [];
  private readonly bySequence = new Map<string, Entry>();

  constructor(
    position: ShardPosition | undefined,
    private readonly factor: number,
  ) {
    this.after = position?.after;
    this.former = position?.lanes ?? [];
    this.lanes = new Array<string>(factor).fill("");
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

  /** Settles records of one lane, in order; `lane` is undefined for those that no lane has to handle. */
  settle(sequenceNumbers: readonly string[], lane?: number): void {
    for (const sequenceNumber of sequenceNumbers) {
      const entry = this.bySequence.get(sequenceNumber);
      if (entry) entry.settled = true;
    }
    const last = sequenceNumbers.at(-1);
    if (last !== undefined && lane !== undefined) this.lanes[lane] = last;
    this.advance();
  }

  /** What to write down. */
  position(finished: boolean, window?: OpenWindow): ShardPosition {
    const progress = [...this.former, { factor: this.factor, settled: [...this.lanes] }];
    return {
      after: this.after,
      lanes: progress.filter(({ settled }) => settled.some((until) => this.isAhead(until))),
      finished,
      ...(window && { window }),
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
