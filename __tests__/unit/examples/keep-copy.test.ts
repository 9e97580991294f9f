import { ConditionalCheckFailedException, DynamoDBClient, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { mockClient } from "aws-sdk-client-mock";
import { onChange } from "../../../examples/keep-copy/on-change";
import { runOnChange, testTable } from "../../../lambda-src/stream-handler/testing";

const ORDER = { id: "a", total: 7 };
const dynamodb = mockClient(DynamoDBClient);

beforeEach(() => dynamodb.reset());

test("a change is kept on the condition that nothing newer is there; one of a backfill has the lowest version", async () => {
  // Prepare
  dynamodb.on(PutItemCommand).resolves({});
  const { insert, remove } = testTable({ keys: ["id"] });

  // Act
  await runOnChange(onChange, [insert(ORDER), remove(ORDER)]);
  await runOnChange(onChange, [insert(ORDER)], { backfill: true });

  // Assess
  const inputs = dynamodb.commandCalls(PutItemCommand).map(({ args: [{ input }] }) => input);
  expect(inputs.map(({ Item }) => [Item?.version?.S, Item?.item !== undefined, Item?.removed?.BOOL])).toEqual(
    [
      ["1".padStart(40, "0"), true, undefined],
      ["2".padStart(40, "0"), false, true],
      ["0".repeat(40), true, undefined],
    ],
  );
  expect(new Set(inputs.map(({ ConditionExpression }) => ConditionExpression))).toEqual(
    new Set(["attribute_not_exists(version) OR version <= :version"]),
  );
});

test("a change that was overtaken is handled by leaving it out; any other refusal is a failure", async () => {
  // Prepare
  const { insert } = testTable({ keys: ["id"] });
  const overtaken = new ConditionalCheckFailedException({ message: "no", $metadata: {} });
  dynamodb.on(PutItemCommand).rejectsOnce(overtaken).rejects(new Error("refused"));

  // Act
  const first = await runOnChange(onChange, [insert(ORDER)]);
  const second = await runOnChange(onChange, [insert(ORDER)]);

  // Assess
  expect(first.errors).toEqual([]);
  expect(second.errors).toHaveLength(1);
});
