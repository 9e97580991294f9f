/** What may be logged of a request: nothing of its items, and no parameter, as `nextToken` holds keys. */
export interface RequestFields {
  /** HTTP status of the answer. */
  readonly status: number;
  /** Items in the answer. */
  readonly items: number;
  /** Calls to DynamoDB. */
  readonly pages: number;
  /** Segments of the scan; none if the query was refused. */
  readonly segments: number;
  readonly durationMs: number;
}

/**
 * What may be logged of an error. Its other properties stay out: those of the AWS SDK hold the whole response. So
 * does the message of a SyntaxError: Node quotes the text that it could not read, and that may be items.
 */
export function errorFields(error: unknown) {
  if (!(error instanceof Error))
    return { name: typeof error, message: "Something other than an Error was thrown." };
  const { name, message, stack } = error;
  if (error instanceof SyntaxError)
    return { name, message: "What was read is not JSON. The text is not logged." };
  return { name, message, stack };
}
