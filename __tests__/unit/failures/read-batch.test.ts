import { readBatch } from "../../../failures/read-batch";
import { FUNCTION_ARN, failedObject, idOf, record, STREAM } from "./support/fixtures";

const RECORDS = [record("a", 5), record("b", 6)];

function read(object: { key: string; text: string }) {
  return readBatch(object.key, object.text, (stream) => (stream === STREAM ? "orders" : undefined));
}

test("what Lambda wrote is read: why the batch failed, where it comes from, and the event", () => {
  // Prepare
  const object = failedObject(1, RECORDS);
  // Act
  const found = read(object);
  // Assess
  expect(found).toEqual({
    batch: {
      id: idOf(1),
      key: object.key,
      mapping: "11111111-2222-4333-8444-555555555555",
      shardId: "shardId-1",
      streamArn: STREAM,
      source: "orders",
      failedAt: "2026-01-31T08:00:00.000Z",
      condition: "RetryAttemptsExhausted",
      invocations: 11,
      functionError: "Unhandled",
      requestId: "request-1",
      functionArn: FUNCTION_ARN,
      records: 2,
      firstSequenceNumber: "5",
      lastSequenceNumber: "6",
      firstArrival: "2026-01-31T07:00:00Z",
      lastArrival: "2026-01-31T07:00:01Z",
      bytes: Buffer.byteLength(object.text),
    },
    event: { Records: RECORDS },
  });
});

test("records that grew too old have no answer of the function, and a stream may be unknown", () => {
  // Prepare
  const stranger = record("a", 5, STREAM.replace("Orders", "Others"));
  const requestContext = { requestId: "r", functionArn: FUNCTION_ARN, condition: "RecordAgeExceeded" };
  // Act
  const found = read(failedObject(1, [stranger], { requestContext, responseContext: undefined }));
  // Assess
  expect(found).toMatchObject({ batch: { condition: "RecordAgeExceeded", invocations: 0 } });
  expect(Object.keys("batch" in found ? found.batch : {})).not.toEqual(
    expect.arrayContaining(["functionError"]),
  );
  expect(Object.keys("batch" in found ? found.batch : {})).not.toContain("source");
});

const WINDOW = { start: "2026-01-31T07:00:00Z", end: "2026-01-31T07:05:00Z" };

/** What Lambda writes more about a batch of a tumbling window. */
function windowOf(event: object, records: readonly unknown[] = []) {
  return {
    payload: JSON.stringify({ Records: records, window: WINDOW, isFinalInvokeForWindow: false, ...event }),
  };
}

test.each([
  ["by its event", windowOf({}, RECORDS)],
  ["by what Lambda says of it", { timeWindowInfo: { window: WINDOW, isFinalInvokeForWindow: false } }],
])("records of a window are known as such %s", (_how, more) => {
  // Act
  const found = read(failedObject(1, RECORDS, more));
  // Assess
  const window = { window: "records", windowTime: WINDOW };
  expect(found).toMatchObject({ batch: { ...window, records: 2, firstSequenceNumber: "5" } });
});

test("the end of a window has no records, and keeps its state", () => {
  // Prepare
  const state = { version: 1, last: "6", runs: [] };
  // Act
  const found = read(failedObject(1, [], windowOf({ isFinalInvokeForWindow: true, state })));
  // Assess
  expect(found).toMatchObject({
    batch: { window: "end", windowTime: WINDOW, records: 0, firstSequenceNumber: "", lastSequenceNumber: "" },
    event: { Records: [], state, isFinalInvokeForWindow: true },
  });
});

test.each([
  [
    "a key of somebody else",
    { key: "aws/lambda/notes.txt", text: "{}" },
    "Its key is not one that Lambda writes",
  ],
  ["no JSON", { ...failedObject(1, RECORDS), text: "{" }, "It does not say which stream it comes from"],
  [
    "no stream",
    failedObject(1, RECORDS, { DDBStreamBatchInfo: {} }),
    "It does not say which stream it comes from",
  ],
  ["no payload", failedObject(1, RECORDS, { payload: undefined }), "It has no event with records"],
  ["no records", failedObject(1, []), "It has no event with records"],
  ["records without numbers", failedObject(1, [{ dynamodb: {} }]), "It has no event with records"],
  [
    "the end of a window without its counts",
    failedObject(1, [], windowOf({ isFinalInvokeForWindow: true, state: {} })),
    "It is the end of a tumbling window, without the state that holds the counts",
  ],
  [
    "a window without records before its end",
    failedObject(1, [], windowOf({})),
    "It has no event with records",
  ],
])("%s cannot be handed over", (_name, object, problem) => {
  // Act, Assess
  expect(read(object)).toMatchObject({ key: object.key, problem });
});
