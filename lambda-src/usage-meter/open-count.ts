import type { DynamoDBRecord, StreamRecord } from "aws-lambda";
import { attributeAt } from "./attribute-at";
import { addDecimals, type Decimal, formatDecimal, parseDecimal, ZERO } from "./decimal";
import type { Measures } from "./measures";
import type { OpenRun } from "./run";
import { addKey, decodeSketch, emptySketch, encodeSketch, type Sketch } from "./sketch";

/** A run while records are added to it: numbers that change, and exact sums that are not yet text. */
export class OpenCount {
  readonly start: number;
  readonly seconds: number;
  readonly measures: string;
  private readonly first: string;
  private last: string;
  private inserts: number;
  private modifies: number;
  private removes: number;
  private bytes: number;
  private unmeasured: number;
  private readonly sums: Map<string, Decimal>;
  private readonly sketch: Sketch | undefined;

  constructor(run: OpenRun) {
    ({ start: this.start, seconds: this.seconds, measures: this.measures } = run);
    ({ first: this.first, last: this.last, bytes: this.bytes, unmeasured: this.unmeasured } = run);
    ({ inserts: this.inserts, modifies: this.modifies, removes: this.removes } = run);
    this.sums = new Map(Object.entries(run.sums).map(([name, text]) => [name, parseDecimal(text) ?? ZERO]));
    this.sketch = run.sketch === undefined ? undefined : decodeSketch(run.sketch);
  }

  /** A run that has no records yet. */
  static at(period: { start: number; seconds: number }, first: string, measured: Measures): OpenCount {
    return new OpenCount({
      ...period,
      measures: fingerprint(measured),
      first,
      last: first,
      ...{ inserts: 0, modifies: 0, removes: 0, bytes: 0, unmeasured: 0 },
      sums: Object.fromEntries(measured.sums.map(({ name }) => [name, "0"])),
      ...(measured.distinctKeys && { sketch: encodeSketch(emptySketch()) }),
    });
  }

  /** @throws TypeError if the record is not in the form that DynamoDB sends */
  add({ eventName }: DynamoDBRecord, change: StreamRecord, sequence: string, { sums }: Measures): void {
    if (eventName === "INSERT") this.inserts += 1;
    else if (eventName === "MODIFY") this.modifies += 1;
    else if (eventName === "REMOVE") this.removes += 1;
    else throw new TypeError("A record has no eventName that DynamoDB sends.");
    this.last = sequence;
    this.bytes += change.SizeBytes ?? 0;
    if (this.sketch) addKey(this.sketch, keyOf(change));
    if (sums.length > 0 && change.NewImage) this.addSums(change.NewImage, sums);
  }

  /** The run as it is now. */
  close(): OpenRun {
    const { start, seconds, measures, first, last, inserts, modifies, removes, bytes, unmeasured } = this;
    const sums = [...this.sums].map(([name, sum]) => [name, formatDecimal(sum)]);
    return {
      ...{ start, seconds, measures, first, last, inserts, modifies, removes, bytes, unmeasured },
      sums: Object.fromEntries(sums),
      ...(this.sketch && { sketch: encodeSketch(this.sketch) }),
    };
  }

  private addSums(image: NonNullable<StreamRecord["NewImage"]>, sums: Measures["sums"]): void {
    let isMeasured = true;
    for (const { name, path } of sums) {
      const attribute = attributeAt(image, path);
      if (attribute === undefined) continue;
      const value = attribute.N === undefined ? undefined : parseDecimal(attribute.N);
      if (value) this.sums.set(name, addDecimals(this.sums.get(name) ?? ZERO, value));
      else isMeasured = false;
    }
    if (!isMeasured) this.unmeasured += 1;
  }
}

/** Tells apart what is measured: a run has the same measures from its first record to its last. */
export function fingerprint({ sums, distinctKeys }: Measures): string {
  return JSON.stringify([sums.map(({ name, path }) => [name, ...path]), distinctKeys]);
}

/** A text that is different for every item of a table, whatever the order of the key's attributes. */
function keyOf({ Keys = {} }: StreamRecord): string {
  const [one, two] = Object.keys(Keys);
  if (one === undefined) throw new TypeError("A record has no Keys.");
  if (two === undefined) return `${textOf(Keys[one])}`;
  const [former, latter] = one < two ? [one, two] : [two, one];
  const text = textOf(Keys[former]);
  return `${text.length}:${text}${textOf(Keys[latter])}`;
}

function textOf(value: NonNullable<StreamRecord["Keys"]>[string] | undefined): string {
  return value?.S ?? value?.N ?? value?.B ?? "";
}
