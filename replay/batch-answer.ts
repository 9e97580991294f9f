/** What a function says of a batch. */
export type BatchAnswer =
  | { readonly kind: "handled" }
  /** The record at this index is the first that was not handled. */
  | { readonly kind: "partial"; readonly firstFailed: number }
  /** Nothing is known to have been handled. */
  | { readonly kind: "failed"; readonly problem: string };

const HANDLED: BatchAnswer = { kind: "handled" };
const UNREADABLE: BatchAnswer = {
  kind: "failed",
  problem: "The answer of the function is not one of ReportBatchItemFailures",
};

/**
 * Reads the answer of a function as its mapping does under `ReportBatchItemFailures` (Lambda Developer Guide, "Partial
 * batch response"; answers in another form as recorded): no list or an empty one means that everything was handled, an
 * unknown sequence number that nothing was, and otherwise everything from the lowest one on is to be sent again.
 * @param payload the answer as text
 * @param sequenceNumbers those of the records, in order
 */
export function readAnswer(payload: string, sequenceNumbers: readonly string[]): BatchAnswer {
  const answer = parsed(payload);
  if (isEmpty(answer)) return HANDLED;
  if (!isObject(answer)) return UNREADABLE;
  const { batchItemFailures: failures } = answer;
  if (isEmpty(failures)) return HANDLED;
  if (!Array.isArray(failures)) return UNREADABLE;
  const indexes = failures.map((failure) =>
    isObject(failure) ? sequenceNumbers.indexOf(String(failure.itemIdentifier)) : -1,
  );
  if (indexes.includes(-1)) {
    return { kind: "failed", problem: "The function named a sequence number that is not in the batch" };
  }
  return { kind: "partial", firstFailed: Math.min(...indexes) };
}

function isEmpty(value: unknown): boolean {
  return (
    value === undefined || value === null || value === "" || (Array.isArray(value) && value.length === 0)
  );
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function parsed(payload: string): unknown {
  try {
    return payload === "" ? null : JSON.parse(payload);
  } catch {
    return payload;
  }
}
