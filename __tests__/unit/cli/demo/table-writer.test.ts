import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { Random } from "../../../../cli/demo/many/random";
import { TableWriter } from "../../../../cli/demo/many/table-writer";

const TABLE = {
  tableName: "Orders",
  partitionKey: "customerId",
  sortKey: "orderId",
  streamViewType: "NEW_AND_OLD_IMAGES",
};

/** Notes down what is sent, and answers nothing: what is tested here is what is sent. */
function noted() {
  const sent: { name: string; input: Record<string, unknown> }[] = [];
  const send = async (command: { constructor: { name: string }; input: Record<string, unknown> }) => {
    sent.push({ name: command.constructor.name, input: command.input });
  };
  return { sent, client: { send } as unknown as DynamoDBClient };
}

async function written(seed: number, stream: number, count = 200) {
  const { sent, client } = noted();
  const writer = new TableWriter(TABLE, "acme#", new Random(seed, stream));
  for (let left = count; left > 0; left -= 1) await writer.write(client);
  return { sent, changes: writer.changes };
}

test("the same seed writes the same changes; another seed, or another tenant, others", async () => {
  // Act
  const [first, second, otherSeed, otherTenant] = await Promise.all([
    written(7, 0),
    written(7, 0),
    written(8, 0),
    written(7, 1),
  ]);

  // Assess
  expect(second.sent).toEqual(first.sent);
  expect(otherSeed.changes).not.toEqual(first.changes);
  expect(otherTenant.changes).not.toEqual(first.changes);
});

test("each request is noted as the change that it makes of the table", async () => {
  // Prepare
  const table = new Map<string, string>();

  // Act
  const { sent, changes } = await written(7, 0);

  // Assess
  expect(changes).toHaveLength(sent.length);
  const names = new Set<string>();
  for (const [place, { name, input }] of sent.entries()) {
    names.add(name);
    const key = (input.Key ?? input.Item) as { customerId: { S: string }; orderId: { S: string } };
    const id = key.customerId.S;
    const values = (input.ExpressionAttributeValues ?? {}) as { ":amount"?: { N: string } };
    const amount = (input.Item as { amount: { N: string } })?.amount.N ?? values[":amount"]?.N;
    const before = table.get(id);
    expect(key.orderId).toEqual({ S: "1" });
    expect(id).toMatch(/^acme#\d+$/);
    expect(amount).not.toBe(before);
    const kind = amount === undefined ? "REMOVE" : before === undefined ? "INSERT" : "MODIFY";
    expect(changes[place]).toMatchObject({ kind, id });
    if (amount === undefined) table.delete(id);
    else table.set(id, amount);
  }
  expect([...names].sort()).toEqual(["DeleteItemCommand", "PutItemCommand", "UpdateItemCommand"]);
  expect(new Set(changes.map(({ kind }) => kind))).toEqual(new Set(["INSERT", "MODIFY", "REMOVE"]));
});

test.each([
  // Key: customerId and acme#0 16, orderId and 1 8; an image: 6 more for the amount's name, and its digits.
  ["KEYS_ONLY", 24, 24, 24],
  ["NEW_IMAGE", 24 + 24 + 6 + 5, 24 + 24 + 6 + 5, 24],
  ["OLD_IMAGE", 24, 24 + 24 + 6 + 5, 24 + 24 + 6 + 5],
  ["NEW_AND_OLD_IMAGES", 24 + 30 + 5, 24 + 2 * (30 + 5), 24 + 30 + 5],
])("the sizes of records follow what the stream carries: %s", async (streamViewType, ...sizes) => {
  // Prepare
  const writer = new TableWriter({ ...TABLE, streamViewType }, "acme#", new Random(7, 0));

  // Act: each amount of this seed has seven digits that count, so five bytes.
  for (let left = 200; left > 0; left -= 1) await writer.write(noted().client);

  // Assess
  const plain = writer.changes.filter(({ id }) => id === "acme#0");
  const sizesOf = (kind: string) => plain.filter((change) => change.kind === kind).map(({ bytes }) => bytes);
  expect(["INSERT", "MODIFY", "REMOVE"].map((kind) => Math.max(...sizesOf(kind)))).toEqual(sizes);
});

test("a change that could not be made is not noted", async () => {
  // Prepare
  const client = {
    send: () => Promise.reject(new Error("refused")),
  } as unknown as DynamoDBClient;
  const writer = new TableWriter(TABLE, "", new Random(1));

  // Act
  const outcome = await writer.write(client).catch((error: Error) => error.message);

  // Assess
  expect([outcome, writer.changes]).toEqual(["refused", []]);
});
