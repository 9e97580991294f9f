/** One item is larger than a whole answer may be. The message is sent to the caller, so it holds nothing of the item. */
export class ItemTooLargeError extends Error {
  override readonly name = "ItemTooLargeError";

  constructor(bytes: number, maxBytes: number) {
    super(
      `The next item takes ${bytes} bytes as JSON, but an answer holds only ${maxBytes}. Ask for some of its attributes with projection.`,
    );
  }
}

/** Small items can follow large ones; asking for fewer at a time would then take many calls. */
const FEWEST_TO_ASK_FOR = 100;

/** The items of one answer as JSON texts, limited in number and in bytes. */
export class AnswerItems {
  readonly #texts: string[] = [];
  #bytes = 0;

  /**
   * @param maxItems the maximum number of items
   * @param maxBytes the maximum size of all items together, in bytes as Lambda sends them
   */
  constructor(
    private readonly maxItems: number,
    private readonly maxBytes: number,
  ) {}

  get count(): number {
    return this.#texts.length;
  }

  /** How many more items fit, by their number alone. */
  get roomForItems(): number {
    return this.maxItems - this.count;
  }

  /** How many items to ask for: as many as fit if they are as large as those taken so far. */
  get itemsToAskFor(): number {
    if (this.count === 0) return this.roomForItems;
    const likely = Math.ceil(((this.maxBytes - this.#bytes) * this.count) / this.#bytes);
    return Math.min(this.roomForItems, Math.max(FEWEST_TO_ASK_FOR, likely));
  }

  /**
   * Takes an item if its bytes fit.
   * @returns whether it was taken
   * @throws ItemTooLargeError if it does not even fit into an empty answer, as this one is
   */
  take(text: string): boolean {
    const bytes = bytesInAnswer(text);
    if (this.count === 0 && bytes > this.maxBytes) throw new ItemTooLargeError(bytes, this.maxBytes);
    if (this.#bytes + bytes > this.maxBytes) return false;
    this.#texts.push(text);
    this.#bytes += bytes;
    return true;
  }

  toJson(): string {
    return `[${this.#texts.join(",")}]`;
  }
}

/** Lambda sends the body as a JSON string, so each quotation mark in it takes two bytes. One more for the comma. */
function bytesInAnswer(text: string): number {
  return Buffer.byteLength(JSON.stringify(text)) - '""'.length + ",".length;
}
