import { cpSync, existsSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DescribeTableCommand, DynamoDBClient } from "@aws-sdk/client-dynamodb";
import {
  CreateQueueCommand,
  DeleteMessageBatchCommand,
  ReceiveMessageCommand,
  SQSClient,
} from "@aws-sdk/client-sqs";
import { PROJECT_ROOT } from "../../../config/paths";
import { rootCredentials } from "../../../sandbox/credentials";
import { requireRunning } from "../../../sandbox/require-running";
import { APPLY_TIMEOUT_MS } from "../support/apply-timeout";
import { Checkout } from "../support/checkout";
import { freshAccounts, letTerraformIn } from "../support/own-accounts";
import { waitUntil } from "../support/wait-until";

/*
 * What a team does after it cloned the project, in this order and in one checkout: each test goes on where the one
 * before it stopped.
 */

const NAME = "production";
const REGION = "eu-west-1";
const QUEUE = "new-orders";
/** A handler of the user's own, which sends the keys of every new item to a queue, and its test. */
const OWN_HANDLER = join(PROJECT_ROOT, ".ci/own-edits.files");

const accounts = freshAccounts();
const checkout = new Checkout();
const HANDLER = "lambda-src/stream-handler/on-change.ts";
const HANDLER_TEST = "__tests__/user/on-change.test.ts";
let sqs: SQSClient;
let dynamodb: DynamoDBClient;
let queueUrl: string;

/** As in a fresh clone, whatever the user has made of handler and test. */
function forgetOwnEdits(): void {
  const asShipped =
    'export { logChange as onChange } from "../../__tests__/fixtures/stream-handler/log-change";\n';
  writeFileSync(join(checkout.folder, HANDLER), asShipped);
  rmSync(join(checkout.folder, HANDLER_TEST));
}

beforeAll(async () => {
  forgetOwnEdits();
  const { emulatorUrl: endpoint } = requireRunning();
  await letTerraformIn(Object.values(accounts));
  dynamodb = new DynamoDBClient({ endpoint, region: REGION, credentials: rootCredentials(accounts.source) });
  sqs = new SQSClient({ endpoint, region: REGION, credentials: rootCredentials(accounts.consumer) });
  const { QueueUrl = "" } = await sqs.send(new CreateQueueCommand({ QueueName: QUEUE }));
  queueUrl = QueueUrl;
});

afterAll(() => {
  sqs.destroy();
  dynamodb.destroy();
  checkout.remove();
});

/** Puts an item with the local AWS's command. */
async function put(table: string, item: object): Promise<void> {
  await checkout.npm("sandbox", "--environment", NAME, "put", table, JSON.stringify(item));
}

const messages: string[] = [];

/** What the handler has sent to the queue so far: the keys of new items, sorted. */
async function sent(): Promise<string[]> {
  const { Messages = [] } = await sqs.send(
    new ReceiveMessageCommand({ QueueUrl: queueUrl, MaxNumberOfMessages: 10 }),
  );
  for (const { Body = "" } of Messages) messages.push(Body);
  if (Messages.length > 0) {
    const Entries = Messages.map(({ ReceiptHandle }, index) => ({ Id: String(index), ReceiptHandle }));
    await sqs.send(new DeleteMessageBatchCommand({ QueueUrl: queueUrl, Entries }));
  }
  return messages.toSorted();
}

/** Waits until as many messages have arrived as are expected, and gives all of them. */
function sentAfter(count: number): Promise<string[]> {
  return waitUntil(sent, ({ length }) => length >= count, 40_000);
}

/** The user's own tests of handler and environment pass, and the policies allow what the file means. */
async function everythingHolds(): Promise<void> {
  await checkout.shell("npx jest --selectProjects user");
  expect(await checkout.npm("access", "--environment", NAME)).toMatch(
    /\n\d+ cells, 0 differ from the environment file\./,
  );
}

const stateOf = (stack: string) => checkout.state(NAME, stack);

/** The key of a table; undefined where AWS owns it. */
async function keyOf(TableName: string): Promise<string | undefined> {
  const { Table } = await dynamodb.send(new DescribeTableCommand({ TableName }));
  const { Status, KMSMasterKeyArn } = Table?.SSEDescription ?? {};
  return Status === "DISABLED" ? undefined : KMSMasterKeyArn;
}

test(
  "init: a file of one's own is written, deployed, and the first change is logged",
  async () => {
    // Act
    await checkout.npm(
      "init",
      NAME,
      ...["--source-account", accounts.source, "--consumer-account", accounts.consumer],
      ...["--region", REGION, "--table", "Orders", "--partition-key", "orderId", "--backend", "local"],
    );
    await checkout.apply(NAME, "deploy", "*");
    await put("Orders", { orderId: "first" });

    // Assess
    const log = () => checkout.npm("sandbox", "--environment", NAME, "logs", "orders-changes");
    const said = await waitUntil(log, (text) => text.includes("Item changed"));
    expect(said).toContain(`"tableName":"Orders"`);
    await everythingHolds();
  },
  APPLY_TIMEOUT_MS,
);

test(
  "an own handler with a permission and a test of its own: a new item becomes a message",
  async () => {
    // Prepare
    for (const file of [HANDLER, HANDLER_TEST]) {
      cpSync(join(OWN_HANDLER, file), join(checkout.folder, file));
    }
    checkout.edit(NAME, ({ consumers }) => {
      consumers.handler.function.environment = { QUEUE_URL: queueUrl };
      consumers.handler.function.permissions = [
        { queue: QUEUE, because: "on-change queues every new order" },
      ];
    });
    const source = stateOf("source");

    // Act
    await checkout.apply(NAME, "deploy", "*");
    await put("Orders", { orderId: "second" });

    // Assess
    expect(await sentAfter(1)).toEqual(['{"orderId":"second"}']);
    expect(stateOf("source").resources).toEqual(source.resources);
    await everythingHolds();
  },
  APPLY_TIMEOUT_MS,
);

test(
  "a second source: the stack of the first one and its mapping stay as they are",
  async () => {
    // Prepare
    const before = { source: stateOf("source"), uuids: stateOf("consumer").outputs.mapping_uuids?.value };
    checkout.edit(NAME, ({ sources, consumers }) => {
      sources.returns = {
        account: "source",
        tableName: "Returns",
        partitionKey: { name: "returnId" },
        readers: [{ consumer: "handler" }],
      };
      consumers.handler.mappings.push({ source: "returns" });
    });

    // Act
    await checkout.apply(NAME, "deploy", "*");
    await put("Returns", { returnId: "third" });
    await put("Orders", { orderId: "fourth" });

    // Assess
    expect(await sentAfter(3)).toEqual([
      '{"orderId":"fourth"}',
      '{"orderId":"second"}',
      '{"returnId":"third"}',
    ]);
    expect(stateOf("source").resources).toEqual(before.source.resources);
    expect(stateOf("source-returns").outputs.table_name?.value).toBe("Returns");
    expect(stateOf("consumer").outputs.mapping_uuids?.value).toMatchObject(before.uuids as object);
    await everythingHolds();
  },
  APPLY_TIMEOUT_MS,
);

test(
  "another filter: what it keeps out does not arrive, and the mapping keeps its place",
  async () => {
    // Prepare
    const before = stateOf("consumer").outputs.mapping_uuids?.value;
    checkout.edit(NAME, ({ consumers }) => {
      consumers.handler.mappings[0].filters = [{ dynamodb: { NewImage: { status: { S: ["paid"] } } } }];
    });

    // Act
    await checkout.apply(NAME, "deploy", "*");
    await put("Orders", { orderId: "open", status: "open" });
    await put("Orders", { orderId: "paid", status: "paid" });

    // Assess
    expect(await sentAfter(4)).toEqual([
      '{"orderId":"fourth"}',
      '{"orderId":"paid"}',
      '{"orderId":"second"}',
      '{"returnId":"third"}',
    ]);
    expect(stateOf("consumer").outputs.mapping_uuids?.value).toEqual(before);
    await everythingHolds();
  },
  APPLY_TIMEOUT_MS,
);

test(
  "another encryption: the table gets the stack's key, and changes arrive before and after",
  async () => {
    // Prepare
    const before = await keyOf("Orders");
    checkout.edit(NAME, ({ sources }) => {
      sources.changes.encryption = { type: "customer-managed" };
    });

    // Act
    await put("Orders", { orderId: "before", status: "paid" });
    await checkout.apply(NAME, "deploy", "*");
    await put("Orders", { orderId: "after", status: "paid" });

    // Assess
    expect(await sentAfter(6)).toEqual([
      '{"orderId":"after"}',
      '{"orderId":"before"}',
      '{"orderId":"fourth"}',
      '{"orderId":"paid"}',
      '{"orderId":"second"}',
      '{"returnId":"third"}',
    ]);
    expect(before).toBeUndefined();
    expect(await keyOf("Orders")).toBe(stateOf("source").outputs.key_arn?.value);
    await everythingHolds();
  },
  APPLY_TIMEOUT_MS,
);

test(
  "a removed source: its stack is noticed, and the command that is shown destroys it and nothing else",
  async () => {
    // Prepare: nobody reads the table any more, and it may be deleted
    checkout.edit(NAME, ({ sources, consumers }) => {
      Object.assign(sources.returns, {
        readers: [],
        deletionProtection: false,
        unprotectedBecause: "the test is over",
      });
      consumers.handler.mappings.pop();
    });
    await checkout.apply(NAME, "deploy", "*");
    const before = stateOf("source").resources;

    // Act
    checkout.edit(NAME, ({ sources }) => {
      delete sources.returns;
    });
    const said = await checkout.cdktf(NAME, "synth");
    const [, command] = /"source-returns" is still deployed, .*? run `(.+? destroy)`\./.exec(said) ?? [];
    await checkout.shell(`${command} -auto-approve`);
    await checkout.apply(NAME, "deploy", "*");
    await put("Orders", { orderId: "still", status: "paid" });

    // Assess
    expect(stateOf("source-returns").resources).toEqual([]);
    await expect(keyOf("Returns")).rejects.toThrow(/not found/);
    expect(stateOf("source").resources).toEqual(before);
    expect(await sentAfter(7)).toContain('{"orderId":"still"}');
    await everythingHolds();
  },
  APPLY_TIMEOUT_MS,
);

test(
  "destroy: the protected table stays until the file says why it may go, and then nothing is left",
  async () => {
    // Act
    const refused = checkout.apply(NAME, "destroy", "*");
    await expect(refused).rejects.toThrow(/lifecycle\.prevent_destroy set/);
    checkout.edit(NAME, ({ sources }) => {
      Object.assign(sources.changes, { deletionProtection: false, unprotectedBecause: "the test is over" });
    });
    await checkout.apply(NAME, "deploy", "source");
    await checkout.apply(NAME, "destroy", "*");

    // Assess
    expect(stateOf("source").resources).toEqual([]);
    expect(stateOf("consumer").resources).toEqual([]);
    await expect(keyOf("Orders")).rejects.toThrow(/not found/);
    expect(existsSync(join(checkout.folder, `environments/${NAME}.yaml`))).toBe(true);
    expect(await sent()).toHaveLength(7);
  },
  APPLY_TIMEOUT_MS,
);
