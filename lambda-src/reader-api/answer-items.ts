/** One item takes more than a whole answer may have. */
export class ItemTooLargeError extends Error {
  override readonly name = "ItemTooLargeError";

  constructor(bytes: number, maxBytes: number) {
    super(
      `One item takes ${bytes} bytes as JSON, and an answer has room for ${maxBytes}. Ask for parts of it with projection.`,
    );
  }
}

/** Where large items are followed by small ones, fewer at a time would take many calls. */
const FEWEST_TO_ASK_FOR = 100;

/** The items of one answer, as JSON texts, in two bounds: how many, and how many bytes. */
export class AnswerItems {
  readonly #texts: string[] = [];
  #bytes = 0;

  /**
   * @param maxItems most items
   * @param maxBytes most bytes of all items, as Lambda sends them
   */
  constructor(
    private readonly maxItems: number,
    private readonly maxBytes: number,
  ) {}

  get count(): number {
    return this.#texts.length;
  }

  /** How many items there is still room for, as far as their number goes. */
  get roomForItems(): number {
    return this.maxItems - this.count;
  }

  /** How many items to ask for: as many as there is room for, if they are of the size of those taken so far. */
  get itemsToAskFor(): number {
    if (this.count === 0) return this.roomForItems;
    const likely = Math.ceil(((this.maxBytes - this.#bytes) * this.count) / this.#bytes);
    return Math.min(this.roomForItems, Math.max(FEWEST_TO_ASK_FOR, likely));
  }

  /**
   * Takes an item, if there is room for its bytes.
   * @throws ItemTooLargeError if there would be no room in an empty answer either
   */
  take(text: string): boolean {
    const bytes = bytesInAnswer(text);
    if (bytes > this.maxBytes) throw new ItemTooLargeError(bytes, this.maxBytes);
    if (this.#bytes + bytes > this.maxBytes) return false;
    this.#texts.push(text);
    this.#bytes += bytes;
    return true;
  }

  toJson(): string {
    return `[${this.#texts.join(",")}]`;
  }
}

/** Lambda sends the body as a string within JSON: each quotation mark in it takes two bytes. One more for the comma. */
function bytesInAnswer(text: string): number {
  return Buffer.byteLength(JSON.stringify(text)) - '""'.length + ",".length;
}
