import { readFileSync } from "node:fs";
import { isDeepStrictEqual } from "node:util";
import {
  CreateTableCommand,
  DeleteItemCommand,
  PutItemCommand,
  ScanCommand,
  type ScanCommandOutput,
} from "@aws-sdk/client-dynamodb";
import { UpdateFunctionCodeCommand, UpdateFunctionConfigurationCommand } from "@aws-sdk/client-lambda";
import { unmarshall } from "@aws-sdk/util-dynamodb";
import { PROJECT_ROOT } from "../../config/paths";
import { bundleCode } from "../../stacks/function-code";
import { createMapping, putItems } from "./support/aws";
import { FailingConsumer } from "./support/failing-consumer";
import { waitUntil } from "./support/wait-until";

jest.setTimeout(420_000);

const ITEMS = 400;
const consumer = new FailingConsumer();
const ids = Array.from({ length: ITEMS }, (_, index) => `item-${index}`);

beforeAll(async () => {
  await consumer.open();
  await putItems(consumer.account, ids);
});
afterAll(() => consumer.close());

/** Everything in a table, by ID. */
async function contentOf(TableName: string): Promise<Map<string, Record<string, unknown>>> {
  const content = new Map<string, Record<string, unknown>>();
  let ExclusiveStartKey: ScanCommandOutput["LastEvaluatedKey"];
  do {
    const page: ScanCommandOutput = await consumer.account.dynamodb.send(
      new ScanCommand({ TableName, ExclusiveStartKey, ConsistentRead: true }),
    );
    for (const item of page.Items ?? []) content.set(item.id?.S ?? "", unmarshall(item));
    ExclusiveStartKey = page.LastEvaluatedKey;
  } while (ExclusiveStartKey);
  return content;
}

/** What the copy says about the items that are there. */
async function copied(): Promise<Map<string, unknown>> {
  const rows = [...(await contentOf("copy"))].filter(([, { removed }]) => !removed);
  return new Map(rows.map(([id, { item }]) => [id, item]));
}

test("a backfill that fails and is resumed hands every item over", async () => {
  // Prepare
  await createMapping(consumer.account, consumer.streamArn, {
    StartingPosition: "LATEST",
    FunctionResponseTypes: ["ReportBatchItemFailures"],
  });
  consumer.breakAt("item-7");

  // Act
  const dryRun = await consumer.backfill("--dry-run");
  const stopped = await consumer.backfill("--segments", "4");
  const forgotten = await consumer.backfill();
  consumer.breakAt();
  const resumed = await consumer.backfill("--resume");

  // Assess
  expect(dryRun).toMatchObject({ code: 0, out: expect.stringContaining(`About ${ITEMS} items`) });
  expect(stopped).toMatchObject({ code: 2, out: expect.stringContaining("3 of 4 segments done") });
  expect(forgotten).toMatchObject({ code: 1, err: expect.stringContaining("Use --resume to go on with it") });
  expect(resumed).toMatchObject({ code: 0, out: `${ITEMS} items handled; 4 of 4 segments done.\n` });
  expect(consumer.handled().sort()).toEqual(ids.map((id) => `${id} backfill`).sort());
});

test("changes during a backfill win: the copy ends as the table, removed items included", async () => {
  // Prepare
  const { dynamodb, lambda } = consumer.account;
  await dynamodb.send(
    new CreateTableCommand({
      TableName: "copy",
      BillingMode: "PAY_PER_REQUEST",
      AttributeDefinitions: [
        { AttributeName: "id", AttributeType: "S" },
        { AttributeName: "sk", AttributeType: "S" },
      ],
      KeySchema: [
        { AttributeName: "id", KeyType: "HASH" },
        { AttributeName: "sk", KeyType: "RANGE" },
      ],
    }),
  );
  await consumer.allow(["dynamodb:PutItem"], `arn:aws:dynamodb:*:${consumer.account.id}:table/copy`);
  const { zipPath } = bundleCode("examples/keep-copy/index.ts", "function", { projectRoot: PROJECT_ROOT });
  const FunctionName = "on-change";
  await lambda.send(new UpdateFunctionCodeCommand({ FunctionName, ZipFile: readFileSync(zipPath) }));
  const Variables = { COPY_TABLE: "copy" };
  await lambda.send(new UpdateFunctionConfigurationCommand({ FunctionName, Environment: { Variables } }));
  let running = true;

  // Act
  const writes = (async () => {
    for (let number = 0; running; number++) {
      const key = { id: { S: `item-${(number * 37) % ITEMS}` }, sk: { S: "-" } };
      const change =
        number % 3 === 0
          ? new DeleteItemCommand({ TableName: "orders", Key: key })
          : new PutItemCommand({ TableName: "orders", Item: { ...key, n: { N: String(number + 1_000) } } });
      await dynamodb.send(change as PutItemCommand);
    }
  })();
  const done = await consumer.backfill("--rate", "200");
  running = false;
  await writes;

  // Assess
  expect(done).toMatchObject({ code: 0, out: expect.stringContaining("4 of 4 segments done") });
  const table = await contentOf("orders");
  expect(table.size).toBeLessThan(ITEMS);
  await waitUntil(
    copied,
    (copy) =>
      copy.size === table.size && [...table].every(([id, item]) => isDeepStrictEqual(copy.get(id), item)),
    60_000,
  );
});
