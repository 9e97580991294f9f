import { AwsError } from "../aws/json-api";
import type { IteratorStart, RecordPage, StreamApi } from "./stream-api";

/** Reads one shard from a position on, renewing its iterator when it must. */
export class ShardReader {
  private iterator: string | undefined;

  /**
   * @param after last sequence number that need not be read again; undefined starts at the trim horizon
   */
  constructor(
    private readonly api: StreamApi,
    private readonly shardId: string,
    private after: string | undefined,
  ) {}

  /**
   * The next records; empty when there is nothing new.
   * @returns `closed` once the shard will never give another record
   * @throws AwsError when the stream cannot be read at all
   */
  async next(): Promise<{ records: RecordPage["records"]; closed: boolean }> {
    const page = await this.page();
    this.iterator = page.next;
    this.after = page.records.at(-1)?.dynamodb.SequenceNumber ?? this.after;
    return { records: page.records, closed: page.next === undefined };
  }

  /** An iterator lives 15 minutes and may point at records that are trimmed by now: then a new one is asked for. */
  private async page(): Promise<RecordPage> {
    try {
      return await this.api.records(this.iterator ?? (await this.renewed()));
    } catch (error) {
      this.iterator = undefined;
      if (!isStale(error)) throw error;
      return this.api.records(await this.renewed());
    }
  }

  private async renewed(): Promise<string> {
    const start: IteratorStart = this.after
      ? { type: "AFTER_SEQUENCE_NUMBER", sequenceNumber: this.after }
      : { type: "TRIM_HORIZON" };
    try {
      return await this.api.iterator(this.shardId, start);
    } catch (error) {
      // The position has left the stream's 24 hours: what is left starts at the trim horizon.
      if (error instanceof AwsError && error.code === "TrimmedDataAccessException") {
        return this.api.iterator(this.shardId, { type: "TRIM_HORIZON" });
      }
      throw error;
    }
  }
}

function isStale(error: unknown): boolean {
  if (!(error instanceof AwsError)) return false;
  return error.code === "ExpiredIteratorException" || error.code === "TrimmedDataAccessException";
}
