import type { DynamoDBRecord, StreamRecord } from "aws-lambda";
import type { Measures } from "./measures";
import { fingerprint, OpenCount } from "./open-count";
import { compareSequence } from "./sequence";
import type { State } from "./state";

/** How records are counted. */
export interface FoldSettings {
  /** Length of the periods that records are counted into: that of the mapping's window. */
  readonly seconds: number;
  readonly measures: Measures;
}

/**
 * Adds a batch to what was counted in the window so far. Each record is counted into the period in which it was written.
 * A record that is not after the last one has been counted: a shard sends its records in order.
 * @throws TypeError if a record is not in the form that DynamoDB sends; the message holds no item data
 */
export function fold(state: State, records: readonly DynamoDBRecord[], settings: FoldSettings): State {
  const { seconds, measures } = settings;
  const counts = new Counts(state, measures);
  let { last } = state;
  for (const record of records) {
    const change = changeOf(record);
    const sequence = change.SequenceNumber ?? "";
    if (compareSequence(sequence, last) <= 0) continue;
    const start = Math.floor((change.ApproximateCreationDateTime ?? 0) / seconds) * seconds;
    counts.of(start, seconds, sequence).add(record, change, sequence, measures);
    last = sequence;
  }
  return { ...state, last, runs: counts.close() };
}

/** The open runs of a window: nearly always one. */
class Counts {
  private readonly all: OpenCount[];
  private readonly fingerprint: string;
  private current: OpenCount | undefined;

  constructor(
    { runs }: State,
    private readonly measures: Measures,
  ) {
    this.all = runs.map((run) => new OpenCount(run));
    this.fingerprint = fingerprint(measures);
  }

  /** The run that a record of a period goes on with. A closed one is not opened again: another one is between. */
  of(start: number, seconds: number, sequence: string): OpenCount {
    if (!this.current || !this.fits(this.current, start, seconds)) {
      this.current = this.latest(start, seconds) ?? this.add(start, seconds, sequence);
    }
    return this.current;
  }

  close() {
    return this.all.map((count) => count.close());
  }

  private latest(start: number, seconds: number): OpenCount | undefined {
    const found = this.all.findLast((count) => count.start === start && count.seconds === seconds);
    return found && this.fits(found, start, seconds) ? found : undefined;
  }

  private fits(count: OpenCount, start: number, seconds: number): boolean {
    return count.start === start && count.seconds === seconds && count.measures === this.fingerprint;
  }

  private add(start: number, seconds: number, sequence: string): OpenCount {
    const count = OpenCount.at({ start, seconds }, sequence, this.measures);
    this.all.push(count);
    return count;
  }
}

function changeOf(record: DynamoDBRecord): StreamRecord {
  const change = record?.dynamodb;
  if (change && /^\d+$/.test(change.SequenceNumber ?? "") && change.ApproximateCreationDateTime !== undefined)
    return change;
  throw new TypeError("A record has no sequence number or no time.");
}
