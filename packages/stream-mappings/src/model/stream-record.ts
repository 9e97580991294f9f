/** A record as DynamoDB Streams' GetRecords gives it. Attribute values stay as they are on the wire. */
export interface StreamRecord {
  readonly eventID?: string;
  readonly eventName?: string;
  readonly eventVersion?: string;
  readonly eventSource?: string;
  readonly awsRegion?: string;
  readonly userIdentity?: Record<string, string>;
  readonly dynamodb: {
    /** Seconds since 1970. */
    readonly ApproximateCreationDateTime?: number;
    readonly Keys?: Record<string, unknown>;
    readonly SequenceNumber: string;
    readonly [name: string]: unknown;
  };
}

/** A record on its way to the function. */
export interface PendingRecord {
  readonly sequenceNumber: string;
  /** When DynamoDB wrote it to the stream, milliseconds since 1970. */
  readonly arrivedAt: number;
  /** The record as it is written in the function's event. */
  readonly json: string;
  /** Bytes of {@link json}. */
  readonly bytes: number;
  /** Item key as text: records of one key stay in order. */
  readonly itemKey: string;
}

/** Orders sequence numbers: below 0 when `a` comes first. They are decimal numbers of any length. */
export function compareSequence(a: string, b: string): number {
  const left = a.replace(/^0+/, "");
  const right = b.replace(/^0+/, "");
  if (left.length !== right.length) return left.length - right.length;
  if (left === right) return 0;
  return left < right ? -1 : 1;
}
