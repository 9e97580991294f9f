import { counted } from "../../errors/counted";
import type { FailedBatch } from "../failed-batch";
import type { Found, FoundBatch } from "../find-batches";
import type { LedgerEntry, RedriveAttempt } from "../ledger";
import type { RedriveOutcome } from "../redrive";
import type { BatchOutcome } from "../redrive-batch";
import { shortIds } from "../select";

/** A table of failed batches, oldest first, and the objects that cannot be read. */
export function listText(consumer: string, bucket: string, { batches, unreadable }: Found): string {
  const short = shortIds(batches.map(({ batch }) => batch.id));
  const total = batches.reduce((sum, { batch, entry }) => sum + batch.records - (entry?.handled ?? 0), 0);
  const rows = byTime(batches).map(({ batch, entry }) => [
    short(batch.id),
    batch.source ?? "(not in the file)",
    String(batch.records),
    batch.failedAt,
    whyText(batch),
    stateText(entry, batch),
  ]);
  return [
    `${consumer}: ${counted(batches.length, "failed batch", "failed batches")} with ${counted(total, "record", "records")} to handle, in ${bucket}`,
    ...(rows.length > 0 ? columns([["ID", "SOURCE", "RECORDS", "FAILED AT", "WHY", "STATE"], ...rows]) : []),
    ...unreadable.map(({ key, problem }) => `  cannot be handed over: ${key}: ${problem}`),
  ].join("\n");
}

/** Everything about one batch but its records. */
export function batchText({ batch, entry }: FoundBatch): string {
  return [
    `ID            ${batch.id}`,
    `object        ${batch.key} (${batch.bytes} bytes)`,
    `source        ${batch.source ?? "(not in the file)"}, ${batch.streamArn}`,
    `shard         ${batch.shardId}`,
    `mapping       ${batch.mapping}`,
    `function      ${batch.functionArn}`,
    `records       ${recordsText(batch)}`,
    ...(batch.firstArrival ? [`written       ${batch.firstArrival} to ${batch.lastArrival}`] : []),
    `given up      ${batch.failedAt}: ${whyText(batch)}`,
    `request       ${batch.requestId ?? "(none)"}`,
    `state         ${stateText(entry, batch)}`,
    ...(entry?.attempts ?? []).map((attempt) => `  ${attemptText(attempt)}`),
  ].join("\n");
}

/** What came of one batch, in a line. */
export function outcomeText(outcome: RedriveOutcome, short: (id: string) => string): string {
  const id = short(outcome.id);
  if (outcome.kind === "waiting") {
    return `${id}  not tried: ${short(outcome.behind)} holds older changes of the same items`;
  }
  if (outcome.kind === "gone") return `${id}  is no longer in the bucket`;
  if (outcome.window === "end") return `${id}  ${windowEndText(outcome)}`;
  const { handled, overtaken, left, problem, requestId, perhapsRepeated } = outcome;
  return [
    `${id}  ${counted(handled, "record", "records")} handled`,
    ...(overtaken > 0 ? [`${overtaken} left out, overtaken by newer changes`] : []),
    ...(left > 0 ? [`${left} left: ${problem}${requestId ? ` (request ${requestId})` : ""}`] : []),
    ...(perhapsRepeated
      ? ["an interrupted run may have handled some of them before, so they may have been handled twice"]
      : []),
  ].join("; ");
}

function whyText({ condition, invocations, functionError }: FailedBatch): string {
  const times = counted(invocations, "invocation", "invocations");
  return `${condition} after ${times}${functionError ? ` (${functionError})` : ""}`;
}

function windowEndText({ kind, problem, requestId }: BatchOutcome): string {
  if (kind === "handled") return "the usage meter has counted the end of the window";
  return `the usage meter has not counted it: ${problem}${requestId ? ` (request ${requestId})` : ""}`;
}

function recordsText({ window, records, firstSequenceNumber, lastSequenceNumber }: FailedBatch): string {
  if (window === "end") return "none: the end of a window, with what the usage meter counted in it";
  return `${records}, from ${firstSequenceNumber} to ${lastSequenceNumber}`;
}

function stateText(entry: LedgerEntry | undefined, { window }: FailedBatch): string {
  if (!entry && window === "records") return "of the usage meter: not in its ledger, and cannot be re-driven";
  if (!entry && window === "end") return "of the usage meter: not in its ledger; re-drive it by its ID";
  if (!entry) return "not re-driven yet";
  const { state, handled, records, attempts } = entry;
  if (state === "done") return "handled, to be deleted";
  if (state === "discarded") return "discarded, to be deleted";
  const soFar = window === "end" ? "not in the usage ledger" : `${handled} of ${records} handled`;
  if (state === "started") return `${soFar}; a run was interrupted, or is under way`;
  return `${soFar}; ${attempts.at(-1)?.problem ?? "not tried again yet"}`;
}

function attemptText({ at, by, handled, overtaken = 0, requestId, problem }: RedriveAttempt): string {
  return [
    `${at} by ${by}: ${handled} handled`,
    ...(overtaken > 0 ? [`${overtaken} overtaken`] : []),
    ...(problem ? [problem] : []),
    ...(requestId ? [`request ${requestId}`] : []),
  ].join(", ");
}

function byTime(batches: readonly FoundBatch[]): FoundBatch[] {
  return [...batches].sort(({ batch: a }, { batch: b }) => (a.failedAt < b.failedAt ? -1 : 1));
}

function columns(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) =>
    `  ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join("  ")}`.trimEnd(),
  );
}
