import type { DynamoDBRecord } from "aws-lambda";
import type { UsageMeter } from "../../../../../lambda-src/usage-meter/create-handler";
import type { WindowEvent } from "../../../../../lambda-src/usage-meter/window-event";
import { INVOCATION } from "./invocation";
import { STREAM_ARN } from "./test-records";

/** What goes wrong with one invocation. */
export type Fault =
  | "none"
  /** The function did its work, and Lambda never heard of it: it sends the same again, with the same state. */
  | "answer-lost"
  /** The function failed, and Lambda sends each half by itself. */
  | "bisected"
  /** Lambda sends a batch again although the state has it. */
  | "sent-twice"
  /** The window ends here; the rest of it starts with an empty state. */
  | "ended-early"
  /** The mapping is deleted: what its window counted is lost. */
  | "deleted";

/** How one mapping reads a shard. */
export interface Reading {
  /** Place of the first record: the trim horizon of a mapping that was made later. */
  readonly from: number;
  /** Sizes of batches and what happens to them, in turn, from the start again after the last. */
  readonly batches: readonly { readonly size: number; readonly fault: Fault }[];
}

/** Where and by whom a shard is read. */
interface Place {
  /** Length of a window. */
  readonly seconds: number;
  /** The function that is deployed when a record is sent. */
  readonly meterAt: (place: number) => UsageMeter;
  /** @default the only shard */
  readonly shardId?: string;
}

/** Plays Lambda: sends the records of a shard in the windows in which they were written. */
export async function read(
  records: readonly DynamoDBRecord[],
  { from, batches }: Reading,
  place: Place,
): Promise<void> {
  const mapping = new Mapping(records, from, place);
  for (let turn = 0; !mapping.isThrough; turn += 1) {
    const { size, fault } = batches[turn % batches.length] ?? { size: 1, fault: "none" };
    if (fault === "deleted") return;
    if (mapping.windowIsOver || (fault === "ended-early" && mapping.hasWindow))
      await mapping.endWindow(fault);
    else await mapping.sendBatch(size, fault);
  }
}

/** No test lets so many writes of one window fail. */
const ATTEMPTS = 30;

class Mapping {
  private state: object = {};
  /** End of the open window. */
  private end: number | undefined;

  constructor(
    private readonly records: readonly DynamoDBRecord[],
    private place: number,
    private readonly options: Place,
  ) {}

  get hasWindow(): boolean {
    return this.end !== undefined;
  }

  get isThrough(): boolean {
    return !this.hasWindow && this.place >= this.records.length;
  }

  get windowIsOver(): boolean {
    const next = this.records[this.place];
    return this.end !== undefined && (next === undefined || timeOf(next) >= this.end);
  }

  async endWindow(fault: Fault): Promise<void> {
    if (fault === "answer-lost") await this.send([], true);
    await this.send([], true);
    this.state = {};
    this.end = undefined;
  }

  async sendBatch(size: number, fault: Fault): Promise<void> {
    const { seconds } = this.options;
    const batch = this.next(size, seconds);
    if (fault === "answer-lost") await this.send(batch);
    const middle = fault === "bisected" ? Math.floor(batch.length / 2) : 0;
    if (middle > 0) this.state = await this.send(batch.slice(0, middle));
    this.state = await this.send(batch.slice(middle));
    if (fault === "sent-twice") this.state = await this.send(batch);
    this.place += batch.length;
  }

  private next(size: number, seconds: number): readonly DynamoDBRecord[] {
    const rest = this.records.slice(this.place, this.place + size);
    this.end ??= (Math.floor(timeOf(rest[0]) / seconds) + 1) * seconds;
    return upTo(rest, this.end);
  }

  private async send(batch: readonly DynamoDBRecord[], final = false): Promise<object> {
    const event: WindowEvent = {
      Records: batch,
      // As Lambda does, through JSON.
      state: JSON.parse(JSON.stringify(this.state)),
      shardId: this.options.shardId ?? "shardId-1",
      eventSourceARN: STREAM_ARN,
      isFinalInvokeForWindow: final,
    };
    return this.invoke(event);
  }

  /** Lambda sends an event again after an error. */
  private async invoke(event: WindowEvent, attempt = 1): Promise<object> {
    try {
      return (await this.options.meterAt(this.place)(event, INVOCATION)).state;
    } catch (error) {
      if (attempt === ATTEMPTS) throw error;
      return this.invoke(event, attempt + 1);
    }
  }
}

/** A batch ends with its window. What comes late belongs to the window that is open. */
function upTo(records: readonly DynamoDBRecord[], end: number): readonly DynamoDBRecord[] {
  const later = records.findIndex((record) => timeOf(record) >= end);
  return later === -1 ? records : records.slice(0, later);
}

function timeOf(record: DynamoDBRecord | undefined): number {
  return record?.dynamodb?.ApproximateCreationDateTime ?? 0;
}
