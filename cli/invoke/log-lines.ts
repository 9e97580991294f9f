/** Splits text that arrives in pieces into lines. Only a line feed ends a line: JSON can hold other separators. */
export class LogLines {
  #rest = "";

  constructor(private readonly onLine: (line: string) => void) {}

  add(piece: string): void {
    const lines = `${this.#rest}${piece}`.split("\n");
    this.#rest = lines.pop() ?? "";
    for (const line of lines) this.onLine(line);
  }

  /** Passes on the text after the last line feed. */
  end(): void {
    if (this.#rest !== "") this.onLine(this.#rest);
    this.#rest = "";
  }
}
