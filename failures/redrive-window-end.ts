import type { FailedBatch } from "./failed-batch";
import { FailureError } from "./failure-error";
import { newEntry } from "./ledger";
import { isLoaded, readBatch } from "./read-batch";
import type { BatchOutcome, RedriveParts } from "./redrive-batch";

/** What handing the end of a window over takes. */
export type WindowEndParts = Pick<
  RedriveParts,
  "bucket" | "ledger" | "call" | "lease" | "by" | "functionOf" | "signal"
>;

/**
 * Hands the end of a window to the usage meter again. That is exact, however often it is done: the event has all that was
 * counted, and the usage ledger drops a count that it has. The object is deleted once the meter has written it.
 */
export async function redriveWindowEnd(batch: FailedBatch, parts: WindowEndParts): Promise<BatchOutcome> {
  const { bucket, ledger, call, lease, by, signal } = parts;
  const outcome = {
    id: batch.id,
    window: "end",
    handled: 0,
    overtaken: 0,
    left: 0,
    perhapsRepeated: false,
  } as const;
  const text = await bucket.text(batch.key);
  const loaded = text === undefined ? undefined : readBatch(batch.key, text, () => batch.source);
  if (!loaded || !isLoaded(loaded)) return { ...outcome, kind: "gone" };
  const entry = (await ledger.entry(batch.id)) ?? newEntry(batch.key, 0);
  if (entry.state === "done" || entry.state === "discarded") {
    await bucket.remove(batch.key);
    return { ...outcome, kind: "handled" };
  }
  const functionArn = await parts.functionOf(batch);
  lease.assertHeld();
  const answer = await call(functionArn, loaded.event, signal);
  const requestId = answer.requestId === undefined ? {} : { requestId: answer.requestId };
  const problem = answer.kind === "handled" ? {} : { problem: problemOf(answer) };
  const attempt = { at: new Date().toISOString(), by, handled: 0, ...requestId, ...problem };
  const state = answer.kind === "handled" ? "done" : "open";
  await ledger.note(batch.id, { ...entry, state, attempts: [...entry.attempts, attempt] });
  if (state === "done") await bucket.remove(batch.key);
  return { ...outcome, kind: state === "done" ? "handled" : "left", ...problem, ...requestId };
}

/** @throws FailureError if a batch of the usage meter is not the end of a window */
export function assertWindowEnd({ id, window }: Pick<FailedBatch, "id" | "window">): void {
  if (window === "end") return;
  throw new FailureError([
    {
      place: id,
      cause: "its records are the usage meter's, and what it lacks cannot be added to its ledger from them",
      remedy: "Settle them by hand (docs/usage.md, batches that are given up), then discard the batch",
    },
  ]);
}

function problemOf(answer: Exclude<Awaited<ReturnType<RedriveParts["call"]>>, { kind: "handled" }>): string {
  return answer.kind === "failed" ? answer.problem : "The usage meter did not write it";
}
