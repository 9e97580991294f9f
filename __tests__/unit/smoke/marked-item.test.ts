import {
  ConditionalCheckFailedException,
  DeleteItemCommand,
  DynamoDBClient,
  DynamoDBServiceException,
  PutItemCommand,
} from "@aws-sdk/client-dynamodb";
import { mockClient } from "aws-sdk-client-mock";
import { MarkedItem } from "../../../smoke/marked-item";

const MARK = "smoke-test/1";
const dynamodb = mockClient(DynamoDBClient);
const CONDITION = new ConditionalCheckFailedException({
  message: "The conditional request failed",
  $metadata: {},
});

beforeEach(() => dynamodb.reset());

function markedItem(): MarkedItem {
  return new MarkedItem(new DynamoDBClient({}), "Orders", { id: { S: "smoke" } }, MARK);
}

test("an item is put only where there is none but a smoke test's, and removed only if it is this run's", async () => {
  // Prepare
  dynamodb.on(PutItemCommand).resolves({}).on(DeleteItemCommand).resolves({});
  const item = markedItem();
  // Act
  await item.put();
  const between = item.mayBeThere;
  await item.remove();
  // Assess
  expect(dynamodb.calls().map(({ args: [{ input }] }) => input)).toEqual([
    {
      TableName: "Orders",
      Item: { id: { S: "smoke" }, smokeTest: { S: MARK } },
      ConditionExpression: "attribute_not_exists(#key) OR begins_with(#mark, :prefix)",
      ExpressionAttributeNames: { "#key": "id", "#mark": "smokeTest" },
      ExpressionAttributeValues: { ":prefix": { S: "smoke-test/" } },
    },
    {
      TableName: "Orders",
      Key: { id: { S: "smoke" } },
      ConditionExpression: "#mark = :mark",
      ExpressionAttributeNames: { "#mark": "smokeTest" },
      ExpressionAttributeValues: { ":mark": { S: MARK } },
    },
  ]);
  expect([between, item.mayBeThere]).toEqual([true, false]);
});

test("an item of somebody else is left alone", async () => {
  // Prepare
  dynamodb.on(PutItemCommand).rejects(CONDITION);
  const item = markedItem();
  // Act
  const putting = item.put();
  // Assess
  await expect(putting).rejects.toThrow(
    "Orders has an item under the key of the smoke test that no smoke test put, and it was left alone.\n" +
      "Give smokeTest a key that nothing else uses.",
  );
  expect(item.mayBeThere).toBe(false);
});

test("an item that is gone, or another run's by now, needs no removal", async () => {
  // Prepare
  dynamodb.on(PutItemCommand).resolves({}).on(DeleteItemCommand).rejects(CONDITION);
  const item = markedItem();
  await item.put();
  // Act
  await item.remove();
  // Assess
  expect(item.mayBeThere).toBe(false);
});

test.each([
  ["refused", "client", false],
  ["failed", "server", true],
] as const)("a put that DynamoDB %s (%s fault) leaves an item: %p", async (_what, $fault, left) => {
  // Prepare
  dynamodb
    .on(PutItemCommand)
    .rejects(new DynamoDBServiceException({ name: "Some", message: "Some", $fault, $metadata: {} }));
  const item = markedItem();
  // Act
  await item.put().catch(() => undefined);
  // Assess
  expect(item.mayBeThere).toBe(left);
});

test("nobody knows what a put did whose answer never came", async () => {
  // Prepare
  dynamodb.on(PutItemCommand).rejects(new Error("socket hang up"));
  const item = markedItem();
  // Act
  await item.put().catch(() => undefined);
  // Assess
  expect(item.mayBeThere).toBe(true);
});
