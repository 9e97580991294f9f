/** A record, or a part of it, is not in the form that DynamoDB sends. The message holds no item data. */
export class MalformedRecordError extends Error {
  override readonly name = "MalformedRecordError";
}

/** @throws MalformedRecordError with this message unless the condition holds */
export function check(holds: boolean, message: string): asserts holds {
  if (!holds) throw new MalformedRecordError(message);
}
