import type { BatchOutcome } from "../model/attempt";
import { isPlainObject } from "../model/plain-object";

/**
 * Reads an answer under ReportBatchItemFailures (Lambda Developer Guide, partial batch response; malformed
 * answers as recorded): nothing, null, `{}`, `[]` and an empty or null list mean success; an identifier that is
 * empty, null, missing, wrongly named or unknown means that the whole batch failed.
 * @param payload the function's answer as text
 * @param sequenceNumbers of the records it was given, in order
 */
export function readPartialAnswer(payload: string, sequenceNumbers: readonly string[]): BatchOutcome {
  const answer = parsed(payload);
  if (isEmpty(answer)) return { kind: "success" };
  if (!isPlainObject(answer)) return UNREADABLE;
  const { batchItemFailures: failures } = answer;
  if (isEmpty(failures)) return { kind: "success" };
  if (!Array.isArray(failures)) return UNREADABLE;
  const indexes = failures.map((failure) =>
    isPlainObject(failure) ? sequenceNumbers.indexOf(String(failure.itemIdentifier)) : -1,
  );
  if (indexes.includes(-1)) return UNKNOWN_SEQUENCE;
  return { kind: "partial", index: Math.min(...indexes) };
}

/** The answer is not one that AWS can read. */
export const UNREADABLE: BatchOutcome = { kind: "failure", problem: "Function call failed" };
const UNKNOWN_SEQUENCE: BatchOutcome = {
  kind: "failure",
  problem: "Sequence number in function response is invalid. Please check function implementation.",
};

/** The state of a tumbling window that an answer holds; undefined when it holds none, which is a failure. */
export function windowState(payload: string): Record<string, unknown> | undefined {
  const answer = parsed(payload);
  const state = isPlainObject(answer) ? answer.state : undefined;
  return isPlainObject(state) ? state : undefined;
}

/** Nothing, null, "" and [] all stand for "no complaints". */
function isEmpty(value: unknown): boolean {
  return (
    value === undefined || value === null || value === "" || (Array.isArray(value) && value.length === 0)
  );
}

function parsed(payload: string): unknown {
  try {
    return payload === "" ? null : JSON.parse(payload);
  } catch {
    return payload;
  }
}
