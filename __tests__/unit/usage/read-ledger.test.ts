import { DynamoDBClient, QueryCommand } from "@aws-sdk/client-dynamodb";
import { mockClient } from "aws-sdk-client-mock";
import { readLedger } from "../../../usage/read-ledger";

const client = new DynamoDBClient({ region: "eu-central-1" });
const dynamodb = mockClient(client);
beforeEach(() => dynamodb.reset());

/** Whether a period that begins at this time is asked for. */
async function isRead(start: string, { from, to }: { from: string; to: string }): Promise<boolean> {
  dynamodb.on(QueryCommand).resolves({ Items: [] });
  const time = { from: Date.parse(from), to: Date.parse(to) };
  await readLedger(client, { tableName: "Ledger", owner: "111111111111/Orders", ...time });
  const [call] = dynamodb.commandCalls(QueryCommand);
  const values = call?.args[0].input.ExpressionAttributeValues ?? {};
  const slot = `${start}/300/shard-1`;
  return slot >= (values[":from"]?.S ?? "") && slot <= (values[":to"]?.S ?? "");
}

test.each([
  ["2026-01-31T07:00:00Z", true],
  ["2026-01-31T07:55:00Z", true],
  ["2026-01-31T06:59:59Z", false],
  ["2026-01-31T08:00:00Z", false],
])("a period that begins at %s is read: %s", async (start, read) => {
  expect(await isRead(start, { from: "2026-01-31T07:00:00Z", to: "2026-01-31T08:00:00Z" })).toBe(read);
});

test.each([
  ["2026-01-31T07:00:00Z", false],
  ["2026-01-31T07:00:01Z", true],
  ["2026-01-31T08:00:00Z", true],
  ["2026-01-31T08:00:01Z", false],
])("parts of a second count: of a period at %s, %s", async (start, read) => {
  const time = { from: "2026-01-31T07:00:00.400Z", to: "2026-01-31T08:00:00.400Z" };
  expect(await isRead(start, time)).toBe(read);
});
