import type { Item, KeyValue } from "./item-value";

/** What happened to the item. */
export type EventName = "INSERT" | "MODIFY" | "REMOVE";

/** Which images the stream carries; a table's setting. */
export type StreamViewType = "KEYS_ONLY" | "NEW_IMAGE" | "OLD_IMAGE" | "NEW_AND_OLD_IMAGES";

/** Who changed the item, where that was not an application. */
export interface UserIdentity {
  readonly type: string;
  readonly principalId: string;
}

/** One change of one item. */
export interface ItemChange {
  /** Unique per change, and the same when a change is delivered again: use it to recognise what is already done. */
  readonly eventId: string;
  readonly eventName: EventName;
  /** Partition key and, if the table has one, sort key. */
  readonly keys: Readonly<Record<string, KeyValue>>;
  /** The item after the change. Absent on REMOVE, and where the stream view type leaves it out. */
  readonly newImage?: Item;
  /** The item before the change. Absent on INSERT, and where the stream view type leaves it out. */
  readonly oldImage?: Item;
  /** Place in the shard, up to 40 digits: a string, because a number would round it. */
  readonly sequenceNumber: string;
  /** When the change was made; DynamoDB gives it to about a second. */
  readonly time: Date;
  /** Size of keys and images, bytes. */
  readonly sizeBytes: number;
  readonly streamViewType: StreamViewType;
  /**
   * The account that owns the table, 12 digits. Where one function serves many source accounts of the same
   * shape, this is the tenant: it comes from the stream's ARN, so no item can claim to be another tenant's.
   */
  readonly sourceAccount: string;
  readonly region: string;
  readonly tableName: string;
  /** Whether DynamoDB removed the item itself because its time to live was over. */
  readonly expired: boolean;
  readonly userIdentity?: UserIdentity;
}
