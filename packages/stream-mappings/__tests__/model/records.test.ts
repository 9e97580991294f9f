import { toEventRecord, toPendingRecord } from "../../src/model/event-record";
import { compareSequence, type StreamRecord } from "../../src/model/stream-record";

const ARN = "arn:aws:dynamodb:eu-central-1:111111111111:table/orders/stream/2026-02-01T06:30:25.829";
const RECORD: StreamRecord = {
  eventID: "1",
  eventName: "REMOVE",
  eventVersion: "1.1",
  eventSource: "aws:dynamodb",
  awsRegion: "eu-central-1",
  userIdentity: { PrincipalId: "dynamodb.amazonaws.com", Type: "Service" },
  dynamodb: {
    ApproximateCreationDateTime: 1_769_929_437,
    Keys: { sk: { S: "b" }, id: { S: "a" } },
    NewImage: { photo: { B: "Zm9v" }, total: { N: "12345678901234567890.123" } },
    SequenceNumber: "109600002442871503720585",
  },
};

test("the event's record is the stream's, with its ARN, and the identity in lower case", () => {
  // Act
  const event = toEventRecord(RECORD, ARN, "eu-central-1");

  // Assess
  expect(event).toEqual({
    ...RECORD,
    userIdentity: { type: "Service", principalId: "dynamodb.amazonaws.com" },
    eventSourceARN: ARN,
  });
});

test("the text keeps every value as it came; the item's key does not depend on the order of its parts", () => {
  // Prepare
  const swapped = { ...RECORD, dynamodb: { ...RECORD.dynamodb, Keys: { id: { S: "a" }, sk: { S: "b" } } } };

  // Act
  const pending = toPendingRecord(toEventRecord(RECORD, ARN, "eu-central-1"));
  const other = toPendingRecord(toEventRecord(swapped, ARN, "eu-central-1"));

  // Assess
  expect(JSON.parse(pending.json).dynamodb).toEqual(RECORD.dynamodb);
  expect(pending.bytes).toBe(Buffer.byteLength(pending.json));
  expect(pending.arrivedAt).toBe(1_769_929_437_000);
  expect(other.itemKey).toBe(pending.itemKey);
});

const pairs: [string, string, number][] = [
  ["9", "10", -1],
  ["109600002442871503720586", "109600002442871503720585", 1],
  ["00012", "12", 0],
];

test.each(pairs)("%s against %s", (a, b, sign) => {
  expect(Math.sign(compareSequence(a, b))).toBe(sign);
});
