/** A record of the function's event, as far as handing it over needs to know it. */
export interface ReplayRecord {
  readonly eventSourceARN?: string;
  readonly dynamodb?: {
    readonly Keys?: Readonly<Record<string, unknown>>;
    readonly SequenceNumber?: string;
    readonly [member: string]: unknown;
  };
  readonly [member: string]: unknown;
}

/** The sequence number that the function gives back if it fails at the record; empty if it has none. */
export function sequenceNumberOf(record: ReplayRecord): string {
  return record.dynamodb?.SequenceNumber ?? "";
}

/** A table by its ARN: the ARN of one of its streams without the stream. */
export function tableArnOf(streamArn: string): string {
  return streamArn.replace(/\/stream\/.*$/, "");
}

/**
 * A text that identifies the item of a record, among the items of all tables. DynamoDB writes a key in one way, so equal
 * items have equal texts.
 */
export function itemOf({ eventSourceARN = "", dynamodb }: ReplayRecord): string {
  const keys = Object.entries(dynamodb?.Keys ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
  return `${tableArnOf(eventSourceARN)} ${JSON.stringify(keys)}`;
}
