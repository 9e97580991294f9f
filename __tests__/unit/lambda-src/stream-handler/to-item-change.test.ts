import type { DynamoDBRecord } from "aws-lambda";
import { MalformedRecordError } from "../../../../lambda-src/stream-handler/malformed-record-error";
import { toItemChange } from "../../../../lambda-src/stream-handler/to-item-change";
import { recordWith } from "./support/records";

describe("toItemChange", () => {
  test("reads the record that was recorded from AWS", () => {
    expect(toItemChange(recordWith({}))).toStrictEqual({
      eventId: "8adc758361089d9e8b12b0a1cc6338ea",
      eventName: "INSERT",
      keys: { id: "test-001" },
      newImage: { id: "test-001", name: "Test User", email: "test@example.com" },
      sequenceNumber: "109600002442871503720585",
      time: new Date("2026-02-01T07:03:57.000Z"),
      sizeBytes: 54,
      streamViewType: "NEW_AND_OLD_IMAGES",
      sourceAccount: "111111111111",
      region: "ap-northeast-1",
      tableName: "CrossAccountTest",
      expired: false,
    });
  });

  test("has both images of a change, and neither where the stream carries keys only", () => {
    // Prepare
    const modified = recordWith({ eventName: "MODIFY" }, { OldImage: { id: { S: "test-001" } } });
    const keysOnly = recordWith({}, { NewImage: undefined, StreamViewType: "KEYS_ONLY" });
    // Act
    const changes = [modified, keysOnly].map(toItemChange);
    // Assess
    expect(changes[0]).toMatchObject({ eventName: "MODIFY", oldImage: { id: "test-001" } });
    expect(changes[1]).not.toHaveProperty("newImage");
    expect(changes[1]).not.toHaveProperty("oldImage");
  });

  const TIME_TO_LIVE = { type: "Service", principalId: "dynamodb.amazonaws.com" };

  test.each([
    ["a removal by time to live", "REMOVE", TIME_TO_LIVE, true],
    ["a removal by an application", "REMOVE", undefined, false],
    [
      "a removal by another service",
      "REMOVE",
      { ...TIME_TO_LIVE, principalId: "other.amazonaws.com" },
      false,
    ],
    ["a change by DynamoDB itself", "MODIFY", TIME_TO_LIVE, false],
  ] as const)("%s", (_, eventName, userIdentity, expired) => {
    // Act
    const change = toItemChange(recordWith({ eventName, userIdentity }));
    // Assess
    expect(change.expired).toBe(expired);
    expect(change.userIdentity).toEqual(userIdentity);
  });

  test.each<[string, DynamoDBRecord | null, string]>([
    ["nothing", null, "The record has no dynamodb part."],
    ["no dynamodb part", { ...recordWith({}), dynamodb: undefined }, "The record has no dynamodb part."],
    ["no event ID", recordWith({ eventID: undefined }), "eventID is empty or not a string."],
    [
      "no event name",
      recordWith({ eventName: undefined }),
      "eventName is not one of INSERT, MODIFY, REMOVE.",
    ],
    [
      "the ARN of a queue",
      recordWith({ eventSourceARN: "arn:aws:sqs:us-east-1:111111111111:queue" }),
      "eventSourceARN is not the ARN of a DynamoDB stream.",
    ],
    [
      "no sequence number",
      recordWith({}, { SequenceNumber: undefined }),
      "dynamodb.SequenceNumber is empty or not a string.",
    ],
    [
      "a time that is text",
      recordWith({}, JSON.parse('{"ApproximateCreationDateTime": "now"}')),
      "dynamodb.ApproximateCreationDateTime is not a number.",
    ],
    [
      "a time beyond all calendars",
      recordWith({}, { ApproximateCreationDateTime: 1e300 }),
      "dynamodb.ApproximateCreationDateTime is out of range.",
    ],
    ["no size", recordWith({}, { SizeBytes: undefined }), "dynamodb.SizeBytes is not a number."],
    [
      "no view type",
      recordWith({}, { StreamViewType: undefined }),
      "dynamodb.StreamViewType is not one of KEYS_ONLY, NEW_IMAGE, OLD_IMAGE, NEW_AND_OLD_IMAGES.",
    ],
    [
      "an identity without a type",
      recordWith({ userIdentity: {} }),
      "userIdentity.type is empty or not a string.",
    ],
    ["no keys", recordWith({}, { Keys: {} }), "dynamodb.Keys cannot be read: The key has no attributes."],
    [
      "a bad image",
      recordWith({}, { NewImage: { a: { N: "secret" } } }),
      "dynamodb.NewImage cannot be read: An attribute of type N does not hold a number.",
    ],
    [
      "a bad old image",
      recordWith({}, { OldImage: { a: { B: "secret!" } } }),
      "dynamodb.OldImage cannot be read: An attribute of type B does not hold base64.",
    ],
  ])("refuses a record with %s", (_, record, message) => {
    expect(() => toItemChange(record as DynamoDBRecord)).toThrow(new MalformedRecordError(message));
  });
});
