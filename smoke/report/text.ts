import { sentence, type UserProblem } from "../../errors/user-problem";
import { type HandledBy, hasPassed, type Refusal, type SmokeResult, type SourceResult } from "../result";

/** A smoke test for people. */
export function smokeText({ tested, skipped }: SmokeResult): string {
  return [
    ...tested.map(sourceText),
    ...skipped.map((key) => `${key}: not tested, because its entry has no smokeTest.`),
    ...(tested.length === 0 ? [] : [summary(tested)]),
  ].join("\n\n");
}

function sourceText(result: SourceResult): string {
  const { source, tableName, handledBy, refusals, removed, problems } = result;
  return [
    `${source} (${tableName}): ${hasPassed(result) ? "passed" : "FAILED"}`,
    ...handledBy.map(handledLine),
    ...(handledBy.length === 0 && problems.length === 0 ? ["  No mapping that is turned on reads it."] : []),
    ...refusals.map(refusalLine),
    ...problems.map((problem) => `  ${problemText(problem)}`),
    removed
      ? "  Nothing of the test is left in the table."
      : "  The marked item may still be in the table. Run the command again: it replaces and removes the item.",
  ].join("\n");
}

function handledLine({ consumer, functionName, afterMs = 0, problem }: HandledBy): string {
  if (problem) return `  ${consumer}: ${problemText(problem)}`;
  return `  ${consumer}: ${functionName} handled it; its log said so after ${(afterMs / 1000).toFixed(1)} s.`;
}

function refusalLine({ accountId, outcome, by, answer }: Refusal): string {
  const of = `  Another role of account ${accountId}`;
  if (outcome === "admitted") return `${of} WAS ADMITTED to the stream: ${sentence(answer)}`;
  if (outcome === "not judged")
    return `${of}: not judged, because the answer names no policy: ${sentence(answer)}`;
  return `${of} was refused${by ? ` by ${by}` : ""}: ${sentence(answer)}`;
}

function problemText({ place, cause, remedy }: UserProblem): string {
  return [place === undefined ? sentence(cause) : `${place}: ${sentence(cause)}`, sentence(remedy)]
    .join(" ")
    .trimEnd();
}

function summary(tested: readonly SourceResult[]): string {
  const passed = tested.filter(hasPassed).length;
  return passed === tested.length
    ? `Smoke test passed: ${passed} of ${tested.length}.`
    : `Smoke test FAILED: ${passed} of ${tested.length} passed.`;
}
