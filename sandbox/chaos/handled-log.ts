import { closeSync, openSync, readSync } from "node:fs";

/** A record that the function handled. */
export interface HandledRecord {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly n: number;
}

const CHUNK = 1 << 20;

/** Follows the file that the function writes, without reading any of it twice. */
export class HandledLog {
  readonly records: HandledRecord[] = [];
  private offset = 0;
  private rest = "";

  /** @param file is there already, if only empty */
  constructor(private readonly file: string) {}

  /** Takes in what was written since the last time. @returns how many records were handled so far, repeats included */
  read(): number {
    const descriptor = openSync(this.file, "r");
    const buffer = Buffer.alloc(CHUNK);
    for (;;) {
      const count = readSync(descriptor, buffer, 0, CHUNK, this.offset);
      if (count === 0) break;
      this.offset += count;
      this.take(buffer.toString("latin1", 0, count));
    }
    closeSync(descriptor);
    return this.records.length;
  }

  private take(text: string): void {
    const lines = (this.rest + text).split("\n");
    this.rest = lines.pop() ?? "";
    for (const line of lines) {
      const [at = 0, n = 0] = line.split(" ").map(Number);
      this.records.push({ at, n });
    }
  }
}
