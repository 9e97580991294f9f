import { failureRecord, objectKey } from "../../src/destinations/failure-record";
import { pending } from "../sample";

const PLACE = {
  functionArn: "arn:aws:lambda:eu-central-1:222222222222:function:on-change",
  streamArn: "arn:aws:dynamodb:eu-central-1:111111111111:table/orders/stream/2026-02-01T06:30:25.829",
  shardId: "shardId-1",
};
const NOW = new Date("2026-02-03T04:05:06.789Z");
const RECORDS = [
  pending(1, { arrivedAt: Date.parse("2026-02-03T04:04:00Z") }),
  pending(2, { arrivedAt: Date.parse("2026-02-03T04:04:01Z") }),
];
const read = (text: string) => JSON.parse(text);

test("members stand in AWS's order; a queue gets no records", () => {
  // Act
  const record = read(
    failureRecord(
      PLACE,
      {
        records: RECORDS,
        condition: "RetryAttemptsExhausted",
        invocations: 2,
        lastAttempt: { requestId: "request", version: "3", functionError: "Unhandled" },
      },
      NOW,
    ),
  );

  // Assess
  expect(Object.keys(record)).toEqual([
    "requestContext",
    "responseContext",
    "version",
    "timestamp",
    "DDBStreamBatchInfo",
  ]);
  expect(record).toEqual({
    requestContext: {
      requestId: "request",
      functionArn: PLACE.functionArn,
      condition: "RetryAttemptsExhausted",
      approximateInvokeCount: 2,
    },
    responseContext: { statusCode: 200, executedVersion: "3", functionError: "Unhandled" },
    version: "1.0",
    timestamp: "2026-02-03T04:05:06.789Z",
    DDBStreamBatchInfo: {
      shardId: "shardId-1",
      startSequenceNumber: "1",
      endSequenceNumber: "2",
      approximateArrivalOfFirstRecord: "2026-02-03T04:04:00Z",
      approximateArrivalOfLastRecord: "2026-02-03T04:04:01Z",
      batchSize: 2,
      streamArn: PLACE.streamArn,
    },
  });
});

test("records discarded for their age alone have no response", () => {
  const record = read(
    failureRecord(PLACE, { records: RECORDS, condition: "RecordAgeExceeded", invocations: 1 }, NOW),
  );
  expect(record.responseContext).toBeUndefined();
  expect(record.requestContext).toMatchObject({ condition: "RecordAgeExceeded", approximateInvokeCount: 1 });
});

test("the final invoke of a window names its window and has no sequence numbers", () => {
  // Act
  const window = { start: 0, end: 10_000, state: {}, final: true, terminatedEarly: false };
  const record = read(
    failureRecord(PLACE, { records: [], window, condition: "RetryAttemptsExhausted", invocations: 1 }, NOW),
  );

  // Assess
  expect(record.timeWindowInfo).toEqual({
    window: { start: "1970-01-01T00:00:00Z", end: "1970-01-01T00:00:10Z" },
    isFinalInvokeForWindow: true,
    isWindowTerminatedEarly: false,
  });
  expect(record.DDBStreamBatchInfo).toEqual({ shardId: "shardId-1", streamArn: PLACE.streamArn });
});

test("a bucket gets the event as text", () => {
  const discard = { records: RECORDS, condition: "RetryAttemptsExhausted", invocations: 1 } as const;
  expect(read(failureRecord(PLACE, discard, NOW, '{"Records":[]}')).payload).toBe('{"Records":[]}');
});

test("the object's key is AWS's", () => {
  expect(objectKey("mapping", "shardId-1", NOW)).toMatch(
    /^aws\/lambda\/mapping\/shardId-1\/2026\/02\/03\/2026-02-03T04\.05\.06-[0-9a-f-]{36}$/,
  );
});
