/** Limits the age of records. They come in the order in which they were written. */
export class RecordAge<Item> {
  /**
   * @param maximumMs undefined means no limit
   * @param arrivedAt when a record was written, milliseconds since 1970
   */
  constructor(
    private readonly maximumMs: number | undefined,
    private readonly arrivedAt: (item: Item) => number,
  ) {}

  /** How many of the first records are too old. */
  expired(items: readonly Item[], now: number): number {
    if (this.maximumMs === undefined) return 0;
    const oldest = now - this.maximumMs;
    const young = items.findIndex((item) => this.arrivedAt(item) > oldest);
    return young === -1 ? items.length : young;
  }

  /** Milliseconds until the first record is too old; undefined when none ever will be. */
  expiresIn([first]: readonly Item[], now: number): number | undefined {
    if (this.maximumMs === undefined || first === undefined) return undefined;
    return this.arrivedAt(first) + this.maximumMs - now;
  }
}
