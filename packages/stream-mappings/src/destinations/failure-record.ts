import { randomUUID } from "node:crypto";
import { isoSeconds, type ShardOrigin } from "../model/function-event";
import type { Discard } from "./discard";

/** Where records were discarded. */
export interface DiscardPlace extends ShardOrigin {
  readonly functionArn: string;
}

/**
 * What a destination receives, members in the order AWS sends them (recorded). A queue or topic gets no records:
 * they must be read from the stream again, within its 24 hours. A bucket gets the whole event as `payload`.
 * @param event the function's event as text, for buckets
 */
export function failureRecord(place: DiscardPlace, discard: Discard, now: Date, event?: string): string {
  const { lastAttempt, window } = discard;
  return JSON.stringify({
    requestContext: {
      requestId: lastAttempt?.requestId ?? randomUUID(),
      functionArn: place.functionArn,
      condition: discard.condition,
      approximateInvokeCount: discard.invocations,
    },
    ...(lastAttempt && {
      responseContext: {
        statusCode: 200,
        executedVersion: lastAttempt.version,
        // After a partial failure the function itself has not failed: recorded as null.
        functionError: lastAttempt.functionError ?? null,
      },
    }),
    version: "1.0",
    timestamp: now.toISOString(),
    ...(window && {
      timeWindowInfo: {
        window: { start: isoSeconds(window.start), end: isoSeconds(window.end) },
        isFinalInvokeForWindow: window.final,
        isWindowTerminatedEarly: window.terminatedEarly,
      },
    }),
    DDBStreamBatchInfo: batchInfo(place, discard),
    ...(event !== undefined && { payload: event }),
  });
}

/** The final invoke of a window has no records, and so no sequence numbers (recorded). */
function batchInfo({ shardId, streamArn }: DiscardPlace, { records }: Discard): Record<string, unknown> {
  const first = records.at(0);
  const last = records.at(-1);
  if (!first || !last) return { shardId, streamArn };
  return {
    shardId,
    startSequenceNumber: first.sequenceNumber,
    endSequenceNumber: last.sequenceNumber,
    approximateArrivalOfFirstRecord: isoSeconds(first.arrivedAt),
    approximateArrivalOfLastRecord: isoSeconds(last.arrivedAt),
    batchSize: records.length,
    streamArn,
  };
}

/** Key of the object in a bucket: `aws/lambda/<mapping>/<shard>/YYYY/MM/DD/YYYY-MM-DDTHH.MM.SS-<UUID>` (Lambda Developer Guide). */
export function objectKey(uuid: string, shardId: string, now: Date): string {
  const iso = now.toISOString();
  const day = iso.slice(0, 10);
  const time = iso.slice(11, 19).replaceAll(":", ".");
  return `aws/lambda/${uuid}/${shardId}/${day.replaceAll("-", "/")}/${day}T${time}-${randomUUID()}`;
}
