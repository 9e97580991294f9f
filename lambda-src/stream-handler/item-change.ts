import type { Item, KeyValue } from "./item-value";

/** What happened to the item. */
export type EventName = "INSERT" | "MODIFY" | "REMOVE";

/** Which images the stream carries; a setting of the table. */
export type StreamViewType = "KEYS_ONLY" | "NEW_IMAGE" | "OLD_IMAGE" | "NEW_AND_OLD_IMAGES";

/** Who changed the item, if it was a service and not an application. */
export interface UserIdentity {
  readonly type: string;
  readonly principalId: string;
}

/** One change of one item. */
export interface ItemChange {
  /** Unique per change, and the same when a change is delivered again: use it to recognize duplicates. */
  readonly eventId: string;
  readonly eventName: EventName;
  /** Partition key and, if the table has one, sort key. */
  readonly keys: Readonly<Record<string, KeyValue>>;
  /** The item after the change. Absent on REMOVE, and if the stream view type excludes it. */
  readonly newImage?: Item;
  /** The item before the change. Absent on INSERT, and if the stream view type excludes it. */
  readonly oldImage?: Item;
  /** Position in the shard, up to 40 digits; a string because a number would round it. */
  readonly sequenceNumber: string;
  /** When the change was made, accurate to about one second. */
  readonly time: Date;
  /** Size of the keys and images, bytes. */
  readonly sizeBytes: number;
  readonly streamViewType: StreamViewType;
  /**
   * The account that owns the table, 12 digits. Where one function serves many source accounts of the same shape, this
   * identifies the tenant. It comes from the stream's ARN, so no item can claim to belong to another tenant.
   */
  readonly sourceAccount: string;
  readonly region: string;
  readonly tableName: string;
  /** Whether DynamoDB removed the item because its time to live had expired. */
  readonly expired: boolean;
  readonly userIdentity?: UserIdentity;
}
