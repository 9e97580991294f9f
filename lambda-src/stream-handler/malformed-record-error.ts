/** A record, or a part of it, that is not what DynamoDB sends. The message holds no item data. */
export class MalformedRecordError extends Error {
  override readonly name = "MalformedRecordError";
}
