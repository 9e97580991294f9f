import { GetItemCommand, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { connectAccounts } from "../../cli/support/connect-accounts";
import { fromLoaded } from "../../config/loaded";
import type { Environment } from "../../config/schema";
import { hasPassed } from "../../smoke/result";
import { smoke } from "../../smoke/smoke";
import { APPLY_TIMEOUT_MS } from "./support/apply-timeout";
import { inAccounts } from "./support/own-accounts";
import { OwnPipeline } from "./support/own-pipeline";
import { FUNCTION, TABLE } from "./support/pipeline";
import { pipelineOnly } from "./support/pipeline-only";

const KEY = { id: { S: "smoke" } };
const pipeline = new OwnPipeline("smoke");
let environment: Environment;

function variant(of: Environment): Environment {
  environment = inAccounts(
    pipelineOnly(of, { source: { smokeTest: { key: { id: "smoke" } } } }),
    pipeline.accounts,
  );
  return environment;
}

function run(timeoutMs: number, signal = new AbortController().signal, tested = environment) {
  return smoke(tested, {
    connect: connectAccounts(tested, "smoke"),
    timeoutMs,
    signal,
    onProgress: () => undefined,
  });
}

async function itemThere() {
  const { dynamodb, destroy } = pipeline.clients("source");
  const { Item } = await dynamodb.send(new GetItemCommand({ TableName: TABLE, Key: KEY }));
  destroy();
  return Item;
}

beforeAll(async () => {
  await pipeline.open();
  pipeline.synthesizeWhole(variant);
  await pipeline.deploy();
}, APPLY_TIMEOUT_MS);

afterAll(() => pipeline.destroy(), APPLY_TIMEOUT_MS);

test("a deployed environment passes, and nothing is left", async () => {
  // Act
  const { tested, skipped } = await run(50_000);
  // Assess
  expect(tested).toEqual([
    {
      source: "changes",
      tableName: TABLE,
      handledBy: [{ consumer: "handler", functionName: FUNCTION, afterMs: expect.any(Number) }],
      refusals: [
        {
          accountId: pipeline.accounts.consumer,
          // The emulator has no stream of another account, and so applies no policy to this call.
          outcome: "not judged",
          answer: expect.stringContaining("ResourceNotFoundException: Stream not found: "),
        },
      ],
      removed: true,
      problems: [],
    },
  ]);
  expect(skipped).toEqual([]);
  expect(tested.every(hasPassed)).toBe(true);
  expect(await itemThere()).toBeUndefined();
});

test("a function that does not get the item fails the test, and nothing is left", async () => {
  // Prepare
  await pipeline.setReading(false);
  // Act
  const { tested } = await run(2_000);
  await pipeline.setReading(true);
  // Assess
  expect(tested.map(({ handledBy, removed }) => ({ handledBy, removed }))).toEqual([
    {
      handledBy: [
        expect.objectContaining({
          problem: expect.objectContaining({
            cause: `${FUNCTION} did not log within 2 s that it handled the item`,
          }),
        }),
      ],
      removed: true,
    },
  ]);
  expect(await itemThere()).toBeUndefined();
});

test("an interrupted test leaves nothing", async () => {
  // Prepare
  await pipeline.setReading(false);
  // Act
  const { tested } = await run(60_000, AbortSignal.timeout(1_500));
  await pipeline.setReading(true);
  // Assess
  expect(tested.map(({ removed }) => removed)).toEqual([true]);
  expect(await itemThere()).toBeUndefined();
});

test("an item of somebody else stays as it is", async () => {
  // Prepare
  const Item = { ...KEY, total: { N: "12" } };
  const { dynamodb, destroy } = pipeline.clients("source");
  await dynamodb.send(new PutItemCommand({ TableName: TABLE, Item }));
  destroy();
  // Act
  const { tested } = await run(5_000);
  // Assess
  expect(tested.map(({ problems, removed }) => ({ problems, removed }))).toEqual([
    {
      problems: [
        {
          place: "changes",
          cause: `${TABLE} has an item under the key of the smoke test that no smoke test put, and it was left alone`,
          remedy: "Give smokeTest a key that nothing else uses",
        },
      ],
      removed: true,
    },
  ]);
  expect(await itemThere()).toEqual(Item);
});

test("a role that reads the streams cannot show that others are refused", async () => {
  // Prepare
  const { roleName } = fromLoaded(environment.consumers.handler, "consumers.handler");
  // Act
  const testing = smoke(environment, {
    connect: connectAccounts(environment, "smoke"),
    role: { roleName },
    timeoutMs: 1_000,
    signal: new AbortController().signal,
    onProgress: () => undefined,
  });
  // Assess
  await expect(testing).rejects.toThrow(
    `${roleName} reads the streams, so it cannot show that others are refused`,
  );
});
