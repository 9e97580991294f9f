import { isPlainObject } from "../shaper/plain-object";

/** What the function's answer says about the records it was given. */
export type BatchOutcome =
  | { readonly kind: "success" }
  /** All of them failed. */
  | { readonly kind: "failure" }
  /** Everything before `index` is done, everything from it on is not. */
  | { readonly kind: "partial"; readonly index: number };

/**
 * Reads an answer under ReportBatchItemFailures (Lambda Developer Guide, partial batch response; malformed
 * answers as recorded): nothing, null, `{}`, `[]` and an empty or null list mean success; an identifier that is
 * empty, null, missing, wrongly named or unknown means that the whole batch failed.
 * @param payload the function's answer as text
 * @param sequenceNumbers of the records it was given, in order
 */
export function readPartialAnswer(payload: string, sequenceNumbers: readonly string[]): BatchOutcome {
  const answer = parsed(payload);
  if (answer === MALFORMED) return { kind: "failure" };
  const failures = isPlainObject(answer) ? answer.batchItemFailures : undefined;
  if (failures === undefined || failures === null) return { kind: "success" };
  if (!Array.isArray(failures)) return { kind: "failure" };
  if (failures.length === 0) return { kind: "success" };
  const indexes = failures.map((failure) =>
    isPlainObject(failure) ? sequenceNumbers.indexOf(String(failure.itemIdentifier)) : -1,
  );
  if (indexes.includes(-1)) return { kind: "failure" };
  return { kind: "partial", index: Math.min(...indexes) };
}

const MALFORMED = Symbol("malformed");

function parsed(payload: string): unknown {
  if (payload === "") return null;
  try {
    return JSON.parse(payload);
  } catch {
    return MALFORMED;
  }
}
