import type { ReplayEvent } from "../replay/function-caller";
import type { ReplayRecord } from "../replay/replay-record";
import { type FailedBatch, partsOfKey, type UnreadableBatch } from "./failed-batch";

/** A batch with the event that the function had been given. */
export interface LoadedBatch {
  readonly batch: FailedBatch;
  readonly event: ReplayEvent;
}

/** The members of an object that are used here (recorded from AWS). */
interface Body {
  readonly requestContext?: {
    readonly requestId?: string;
    readonly functionArn?: string;
    readonly condition?: string;
    readonly approximateInvokeCount?: number;
  };
  readonly responseContext?: { readonly functionError?: string | null };
  readonly timestamp?: string;
  readonly timeWindowInfo?: { readonly window?: unknown };
  readonly DDBStreamBatchInfo?: {
    readonly streamArn?: string;
    readonly approximateArrivalOfFirstRecord?: string;
    readonly approximateArrivalOfLastRecord?: string;
  };
  readonly payload?: string;
}

/** The members of a function's event that are used here. */
interface Event {
  readonly Records?: unknown;
  readonly window?: unknown;
  readonly state?: unknown;
  readonly isFinalInvokeForWindow?: unknown;
}

/**
 * Reads what Lambda wrote about a failed batch.
 * @param sourceOf the source of a stream, by the environment file
 */
export function readBatch(
  key: string,
  text: string,
  sourceOf: (streamArn: string) => string | undefined,
): LoadedBatch | UnreadableBatch {
  const named = partsOfKey(key);
  const unreadable = (problem: string): UnreadableBatch => ({ id: named?.id ?? key, key, problem });
  if (!named) return unreadable("Its key is not one that Lambda writes");
  const body = parsed(text) as Body | undefined;
  const streamArn = body?.DDBStreamBatchInfo?.streamArn;
  if (!body || !streamArn) return unreadable("It does not say which stream it comes from");
  const event = parsed(body.payload ?? "") as Event | undefined;
  const window = windowOf(body, event);
  if (window === "end" && !hasState(event)) {
    return unreadable("It is the end of a tumbling window, without the state that holds the counts");
  }
  const records = event?.Records;
  if (!isRecords(records, window === "end")) return unreadable("It has no event with records");
  const source = sourceOf(streamArn);
  const batch: FailedBatch = {
    ...named,
    key,
    streamArn,
    ...(source !== undefined && { source }),
    ...reasonIn(body),
    ...(window && { window, ...timeOf(event?.window ?? body.timeWindowInfo?.window) }),
    ...rangeOf(body, records),
    bytes: Buffer.byteLength(text),
  };
  return { batch, event: { ...event, Records: records } };
}

function reasonIn({ requestContext = {}, responseContext, timestamp = "" }: Body) {
  const { requestId, functionArn = "", condition = "unknown", approximateInvokeCount = 0 } = requestContext;
  return {
    failedAt: timestamp,
    condition,
    invocations: approximateInvokeCount,
    ...(responseContext?.functionError && { functionError: responseContext.functionError }),
    ...(requestId && { requestId }),
    functionArn,
  };
}

function rangeOf({ DDBStreamBatchInfo = {} }: Body, records: readonly ReplayRecord[]) {
  const { approximateArrivalOfFirstRecord, approximateArrivalOfLastRecord } = DDBStreamBatchInfo;
  return {
    records: records.length,
    firstSequenceNumber: records[0]?.dynamodb?.SequenceNumber ?? "",
    lastSequenceNumber: records.at(-1)?.dynamodb?.SequenceNumber ?? "",
    ...(approximateArrivalOfFirstRecord && { firstArrival: approximateArrivalOfFirstRecord }),
    ...(approximateArrivalOfLastRecord && { lastArrival: approximateArrivalOfLastRecord }),
  };
}

/** Whether a batch can be handed over. */
export function isLoaded(found: LoadedBatch | UnreadableBatch): found is LoadedBatch {
  return "batch" in found;
}

/**
 * What part of a tumbling window it is. (That the end of a window says so is recorded; that records of a window do is not,
 * but their event has the window.)
 */
function windowOf({ timeWindowInfo }: Body, event: Event | undefined): FailedBatch["window"] {
  if (event?.isFinalInvokeForWindow === true) return "end";
  return timeWindowInfo === undefined && event?.window === undefined ? undefined : "records";
}

function timeOf(window: unknown): Pick<FailedBatch, "windowTime"> {
  const { start, end } = (window ?? {}) as { readonly start?: unknown; readonly end?: unknown };
  return typeof start === "string" && typeof end === "string" ? { windowTime: { start, end } } : {};
}

function hasState(event: Event | undefined): boolean {
  const state = event?.state;
  return typeof state === "object" && state !== null && Object.keys(state).length > 0;
}

/**
 * A batch without records or with records without numbers is nothing that a mapping gives up on, except for the end of a
 * window.
 */
function isRecords(value: unknown, isEnd: boolean): value is ReplayRecord[] {
  return (
    Array.isArray(value) &&
    (value.length > 0 || isEnd) &&
    value.every((record) => /^\d+$/.test(String((record as ReplayRecord)?.dynamodb?.SequenceNumber)))
  );
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
