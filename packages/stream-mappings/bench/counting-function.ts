import { existsSync, readFileSync } from "node:fs";

/** One invocation of the function. */
export interface CountedBatch {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly records: number;
}

/** A function that only counts, and the file to which it appends one short line an invocation. */
export class CountingFunction {
  /** @param file on the machine that runs the emulator's functions, which must be this one */
  constructor(private readonly file: string) {}

  /** CommonJS module that exports `handler`. */
  get code(): string {
    return `
      const { appendFileSync } = require("node:fs");
      exports.handler = async (event) => {
        appendFileSync(${JSON.stringify(this.file)}, Date.now() + " " + event.Records.length + "\\n");
        return {};
      };`;
  }

  /** All invocations so far. */
  batches(): CountedBatch[] {
    if (!existsSync(this.file)) return [];
    return readFileSync(this.file, "utf8")
      .split("\n")
      .filter(Boolean)
      .map((line) => line.split(" ").map(Number))
      .map(([at = 0, records = 0]) => ({ at, records }));
  }

  /** Records handed over so far. */
  count(): number {
    return this.batches().reduce((sum, { records }) => sum + records, 0);
  }
}
