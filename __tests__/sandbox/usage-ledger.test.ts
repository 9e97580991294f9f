import { CreateTableCommand, type DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { functionLogger } from "../../lambda-src/shared/redaction/function-logger";
import { createHandler, type UsageMeter } from "../../lambda-src/usage-meter/create-handler";
import { tableLedger } from "../../lambda-src/usage-meter/ledger";
import { type AccountClients, accountClients } from "../../sandbox/account-clients";
import { requireRunning } from "../../sandbox/require-running";
import { readLedger } from "../../usage/read-ledger";
import { totalsOf } from "../../usage/totals";
import { INVOCATION } from "../unit/lambda-src/usage-meter/support/invocation";
import { PublishedMetrics } from "../unit/lambda-src/usage-meter/support/published-metrics";
import { freshAccount } from "./support/own-accounts";

const TABLE = "UsageLedger";
const RECORDS = 1_000_000;
const TENANTS = 20;
const SHARDS = 2;
const WINDOWS = 5;
const SECONDS = 60;
const BATCH = 1_000;
/** 5,000: what a window of one shard gets. */
const IN_WINDOW = RECORDS / (TENANTS * SHARDS * WINDOWS);
const START = 1_767_225_600;

let clients: AccountClients;

/** The requests to the ledger, by their kind: `PutItemCommand attribute_not_exists(#version)`. */
const sent = new Map<string, number>();

function counting(client: DynamoDBClient): Pick<DynamoDBClient, "send"> {
  const send = (command: { constructor: { name: string }; input: { ConditionExpression?: string } }) => {
    const kind = `${command.constructor.name} ${command.input.ConditionExpression ?? ""}`.trim();
    sent.set(kind, (sent.get(kind) ?? 0) + 1);
    return client.send(command as unknown as Parameters<DynamoDBClient["send"]>[0]);
  };
  return { send } as unknown as Pick<DynamoDBClient, "send">;
}

function accountOf(tenant: number): string {
  return String(400_000_000_000 + tenant);
}

/** A batch of a window: a third of the records inserts, the others modify. */
function batch(window: number, from: number, count: number) {
  return Array.from({ length: count }, (_, place) => {
    const index = window * IN_WINDOW + from + place;
    const key = { id: { S: `order-${index % 5_000}` } };
    return {
      eventName: index % 3 === 0 ? ("INSERT" as const) : ("MODIFY" as const),
      dynamodb: {
        ApproximateCreationDateTime:
          START + window * SECONDS + Math.floor(((from + place) * SECONDS) / IN_WINDOW),
        Keys: key,
        NewImage: { ...key, amount: { N: "0.1" } },
        SequenceNumber: String(4_421_584_500_000_000_017_450_439_000n + BigInt(index)),
        SizeBytes: 40,
      },
    };
  });
}

/** Sends a window of a shard as Lambda does: batches, then an empty end; the state passes through JSON. @returns the end */
async function sendWindow(handler: UsageMeter, tenant: number, shard: number, window: number) {
  const eventSourceARN = `arn:aws:dynamodb:eu-central-1:${accountOf(tenant)}:table/Orders/stream/x`;
  const common = { eventSourceARN, shardId: `shardId-${shard}` };
  let state: object = {};
  for (let from = 0; from < IN_WINDOW; from += BATCH) {
    const Records = batch(window, from, Math.min(BATCH, IN_WINDOW - from));
    const answer = await handler({ ...common, Records, state, isFinalInvokeForWindow: false }, INVOCATION);
    state = JSON.parse(JSON.stringify(answer.state));
  }
  const end = { ...common, Records: [], state, isFinalInvokeForWindow: true };
  await handler(end, INVOCATION);
  return end;
}

function totalsOfTenant(tenant: number) {
  const query = { tableName: TABLE, owner: `${accountOf(tenant)}/Orders`, from: START * 1000 };
  const to = (START + WINDOWS * SECONDS) * 1000;
  return readLedger(clients.dynamodb, { ...query, to }).then((items) => ({
    items: items.length,
    ...totalsOf(items),
  }));
}

beforeAll(async () => {
  clients = accountClients(requireRunning(), freshAccount());
  await clients.dynamodb.send(
    new CreateTableCommand({
      TableName: TABLE,
      BillingMode: "PAY_PER_REQUEST",
      AttributeDefinitions: [
        { AttributeName: "owner", AttributeType: "S" },
        { AttributeName: "slot", AttributeType: "S" },
      ],
      KeySchema: [
        { AttributeName: "owner", KeyType: "HASH" },
        { AttributeName: "slot", KeyType: "RANGE" },
      ],
    }),
  );
});
afterAll(() => clients.destroy());

test("a million records make one conditional put for each tenant, window and shard, and nothing else", async () => {
  // Prepare
  const handler = createHandler({
    ledger: tableLedger(counting(clients.dynamodb), TABLE),
    logger: functionLogger({ logLevel: "SILENT" }),
    metrics: new PublishedMetrics(),
    settings: {
      seconds: SECONDS,
      measures: { sums: [{ name: "amount", path: ["amount"] }], distinctKeys: false },
    },
  });

  // Act
  let last: Parameters<UsageMeter>[0] | undefined;
  for (let tenant = 0; tenant < TENANTS; tenant += 1) {
    for (let shard = 0; shard < SHARDS; shard += 1) {
      for (let window = 0; window < WINDOWS; window += 1) {
        last = await sendWindow(handler, tenant, shard, window);
      }
    }
  }
  const first = Object.fromEntries(sent);
  // The end of a window that Lambda sends once more.
  if (last) await handler(last, INVOCATION);
  const repeated = Object.fromEntries(sent);
  const totals = await Promise.all(Array.from({ length: TENANTS }, (_, tenant) => totalsOfTenant(tenant)));

  // Assess
  const puts = TENANTS * WINDOWS * SHARDS;
  expect(first).toEqual({ "PutItemCommand attribute_not_exists(#version)": puts });
  expect(repeated).toEqual({
    "PutItemCommand attribute_not_exists(#version)": puts + 1,
    GetItemCommand: 1,
  });
  const ofOne = RECORDS / TENANTS;
  // Both shards have the same records: numbers 0 to 24,999, of which every third is an insert.
  const inserts = SHARDS * Math.ceil(ofOne / SHARDS / 3);
  for (const one of totals) {
    expect(one).toMatchObject({
      ...{ items: WINDOWS * SHARDS, inserts, modifies: ofOne - inserts, removes: 0 },
      ...{ bytes: ofOne * 40, sums: { amount: String(ofOne / 10) }, unmeasured: 0 },
    });
  }
});
