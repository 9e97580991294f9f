import { chunksOf, EVENT_BYTES } from "../replay/chunks";
import type { CalledAnswer, CallFunction, ReplayEvent } from "../replay/function-caller";
import type { Lease } from "../replay/lease";
import type { Pace } from "../replay/pace";
import type { ReplayRecord } from "../replay/replay-record";
import type { FailedBatch } from "./failed-batch";
import type { FailureBucketObjects } from "./failure-bucket";
import { type Ledger, type LedgerEntry, newEntry } from "./ledger";
import { isLoaded, readBatch } from "./read-batch";

/** What handing a batch over takes. */
export interface RedriveParts {
  readonly bucket: Pick<FailureBucketObjects, "text" | "remove">;
  readonly ledger: Pick<Ledger, "entry" | "note">;
  readonly call: CallFunction;
  readonly lease: Pick<Lease, "assertHeld">;
  /** Keeps below a number of records a second. */
  readonly pace: Pace;
  /** ARN of the operator, for the ledger. */
  readonly by: string;
  /** The function that gets the batch, with the qualifier that its mapping uses. */
  readonly functionOf: (batch: FailedBatch) => Promise<string>;
  /** Finds records that a newer change of their item has overtaken. @default every record is handed over */
  readonly overtaken?: (records: readonly ReplayRecord[]) => Promise<ReadonlySet<ReplayRecord>>;
  readonly onRecords?: (handled: number) => void;
  /** Aborted by Ctrl-C: no further invocation is begun. */
  readonly signal?: AbortSignal;
}

/** What came of a batch. */
export interface BatchOutcome {
  readonly id: string;
  /** `handled`: all of it is; `left`: it stays in the bucket; `gone`: somebody else had removed it. */
  readonly kind: "handled" | "left" | "gone";
  /** Whether it is the end of a window of the usage meter, which has no records. @default it is a batch of records */
  readonly window?: "end";
  /** Records that this run handled. */
  readonly handled: number;
  /** Records that were left out because a newer change of their item has overtaken them. */
  readonly overtaken: number;
  /** Records that still have to be handled. */
  readonly left: number;
  /** Whether an interrupted run may have handled some of these records before. */
  readonly perhapsRepeated: boolean;
  /** Why records were left. */
  readonly problem?: string;
  readonly requestId?: string;
}

/**
 * Hands the rest of a failed batch to its function. After a partial failure it goes on from the first failed record, as
 * long as each invocation handles at least one. The object is deleted once the ledger says that all of it was handled.
 */
export async function redriveBatch(batch: FailedBatch, parts: RedriveParts): Promise<BatchOutcome> {
  const text = await parts.bucket.text(batch.key);
  const outcome = { id: batch.id, handled: 0, overtaken: 0, left: 0, perhapsRepeated: false };
  const loaded = text === undefined ? undefined : readBatch(batch.key, text, () => batch.source);
  if (!loaded || !isLoaded(loaded)) return { ...outcome, kind: "gone" };
  const { Records } = loaded.event;
  const entry = (await parts.ledger.entry(batch.id)) ?? newEntry(batch.key, Records.length);
  if (entry.state === "done" || entry.state === "discarded") {
    await parts.bucket.remove(batch.key);
    return { ...outcome, kind: "handled" };
  }
  const run = new BatchRun(batch, loaded.event, entry, parts);
  const last = await run.toTheEnd();
  const left = Records.length - run.position;
  if (left === 0) await parts.bucket.remove(batch.key);
  return {
    ...outcome,
    kind: left === 0 ? "handled" : "left",
    handled: run.handled,
    overtaken: run.overtaken,
    left,
    perhapsRepeated: entry.state === "started",
    ...last,
  };
}

/** What the last invocation says about the records that are left. */
type LastWord = Pick<BatchOutcome, "problem" | "requestId">;

class BatchRun {
  /** Index of the first record that still has to be handled. */
  position: number;
  handled = 0;
  overtaken = 0;

  constructor(
    private readonly batch: FailedBatch,
    private readonly event: ReplayEvent,
    private entry: LedgerEntry,
    private readonly parts: RedriveParts,
  ) {
    this.position = entry.handled;
  }

  async toTheEnd(): Promise<LastWord> {
    const functionArn = await this.parts.functionOf(this.batch);
    const rest = this.event.Records.slice(this.position);
    const skipped = (await this.parts.overtaken?.(rest)) ?? new Set();
    while (this.position < this.event.Records.length) {
      const next = this.nextRecords(skipped);
      if (next.length === 0) {
        await this.moveTo(this.event.Records.length, skipped, {});
        break;
      }
      if (this.parts.signal?.aborted) return { problem: "Interrupted before it was handed over" };
      const word = await this.handOver(functionArn, next, skipped);
      if (word) return word;
    }
    return {};
  }

  /** The records of the next invocation: as many of the rest as fit into an event. */
  private nextRecords(skipped: ReadonlySet<ReplayRecord>): readonly ReplayRecord[] {
    const rest = this.event.Records.slice(this.position).filter((record) => !skipped.has(record));
    return chunksOf(rest, { records: Number.POSITIVE_INFINITY, bytes: EVENT_BYTES })[0] ?? [];
  }

  /** @returns why it does not go on; undefined if it does */
  private async handOver(
    functionArn: string,
    records: readonly ReplayRecord[],
    skipped: ReadonlySet<ReplayRecord>,
  ): Promise<LastWord | undefined> {
    const { pace, lease, signal, call, ledger } = this.parts;
    await pace.ready(signal);
    pace.spend(records.length);
    lease.assertHeld();
    this.entry = { ...this.entry, state: "started", handled: this.position };
    await ledger.note(this.batch.id, this.entry);
    // Writing may have taken long.
    lease.assertHeld();
    const event = { ...this.event, Records: records, redrive: { id: this.batch.id } };
    const answer = await call(functionArn, event, signal);
    const done = handledOf(answer, records.length);
    const stop = records[done];
    await this.moveTo(this.positionOf(stop, records.at(-1)), skipped, { answer, handled: done });
    if (stop === undefined || done > 0) return undefined;
    return { problem: problemOf(answer), ...(answer.requestId && { requestId: answer.requestId }) };
  }

  /** Index of the first record that is left after an invocation. */
  private positionOf(stop: ReplayRecord | undefined, last: ReplayRecord | undefined): number {
    const { Records } = this.event;
    return stop === undefined ? Records.lastIndexOf(last as ReplayRecord) + 1 : Records.indexOf(stop);
  }

  /** Notes down how far the batch is handled. */
  private async moveTo(
    position: number,
    skipped: ReadonlySet<ReplayRecord>,
    { answer, handled = 0 }: { answer?: CalledAnswer; handled?: number },
  ): Promise<void> {
    const passed = this.event.Records.slice(this.position, position);
    const overtaken = passed.filter((record) => skipped.has(record)).length;
    this.position = position;
    this.handled += handled;
    this.overtaken += overtaken;
    const problem = answer && problemOf(answer);
    const attempt = {
      at: new Date().toISOString(),
      by: this.parts.by,
      handled,
      ...(overtaken > 0 && { overtaken }),
      ...(answer?.requestId && { requestId: answer.requestId }),
      ...(problem !== undefined && { problem }),
    };
    const state = position === this.event.Records.length ? "done" : "open";
    this.entry = { ...this.entry, state, handled: position, attempts: [...this.entry.attempts, attempt] };
    await this.parts.ledger.note(this.batch.id, this.entry);
    if (passed.length > 0) this.parts.onRecords?.(passed.length);
  }
}

function handledOf(answer: CalledAnswer, records: number): number {
  if (answer.kind === "handled") return records;
  return answer.kind === "partial" ? answer.firstFailed : 0;
}

function problemOf(answer: CalledAnswer): string | undefined {
  if (answer.kind === "handled") return undefined;
  return answer.kind === "failed"
    ? answer.problem
    : "The function reported a record that it could not handle";
}
