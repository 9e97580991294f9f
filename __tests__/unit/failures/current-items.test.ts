import { DynamoDBClient, GetItemCommand } from "@aws-sdk/client-dynamodb";
import { mockClient } from "aws-sdk-client-mock";
import { isOvertaken, overtakenRecords } from "../../../failures/current-items";
import type { ReplayRecord } from "../../../replay/replay-record";
import { STREAM } from "./support/fixtures";

const IMAGE = { id: { S: "a" }, tags: { SS: ["x", "y"] }, bytes: { B: "AQI=" } };

function change(eventName: string, NewImage?: unknown): ReplayRecord {
  return {
    eventName,
    eventSourceARN: STREAM,
    dynamodb: { Keys: { id: { S: "a" } }, ...(NewImage ? { NewImage } : {}), SequenceNumber: "1" },
  };
}

test.each([
  ["an item as the record left it", change("MODIFY", IMAGE), IMAGE, false],
  [
    "the order of attributes and sets",
    change("INSERT", IMAGE),
    { bytes: { B: "AQI=" }, tags: { SS: ["y", "x"] }, id: { S: "a" } },
    false,
  ],
  ["an item that was changed since", change("MODIFY", IMAGE), { ...IMAGE, tags: { SS: ["x"] } }, true],
  ["an item that was removed since", change("INSERT", IMAGE), undefined, true],
  ["an item that is gone, as the record says", change("REMOVE"), undefined, false],
  ["a removed item that is there again", change("REMOVE"), IMAGE, true],
  ["no image, and the item is there", change("MODIFY"), IMAGE, false],
  ["no image, and the item is gone", change("MODIFY"), undefined, true],
])("%s", (_name, record, item, overtaken) => {
  // Act, Assess
  expect(isOvertaken(record, item)).toBe(overtaken);
});

test("each item is read once, consistently, by its key", async () => {
  // Prepare
  const dynamodb = mockClient(DynamoDBClient);
  dynamodb.on(GetItemCommand).resolves({
    Item: { id: { S: "a" }, tags: { SS: ["x", "y"] }, bytes: { B: new Uint8Array([1, 2]) } },
  });
  const records = [change("INSERT", { id: { S: "a" } }), change("MODIFY", IMAGE)];

  // Act
  const overtaken = await overtakenRecords(async () => new DynamoDBClient({ region: "eu-central-1" }))(
    records,
  );

  // Assess
  expect([...overtaken]).toEqual([records[0]]);
  expect(dynamodb.commandCalls(GetItemCommand).map(({ args: [{ input }] }) => input)).toEqual([
    { TableName: "Orders", Key: { id: { S: "a" } }, ConsistentRead: true },
  ]);
});
