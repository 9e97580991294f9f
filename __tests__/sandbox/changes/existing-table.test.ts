import {
  CreateTableCommand,
  type CreateTableCommandInput,
  DeleteTableCommand,
  DescribeTableCommand,
  GetItemCommand,
  GetResourcePolicyCommand,
  ListTagsOfResourceCommand,
  PutItemCommand,
  UpdateTableCommand,
} from "@aws-sdk/client-dynamodb";
import { CreateKeyCommand, DescribeKeyCommand, KMSClient } from "@aws-sdk/client-kms";
import type { SourceConfig } from "../../../config/schema";
import { rootCredentials } from "../../../sandbox/credentials";
import { requireRunning } from "../../../sandbox/require-running";
import { APPLY_TIMEOUT_MS } from "../support/apply-timeout";
import { OwnPipeline } from "../support/own-pipeline";
import { TABLE } from "../support/pipeline";

const pipeline = new OwnPipeline("existing-table");
const { dynamodb, destroy } = pipeline.clients("source");
const kms = keysOf(pipeline.accounts.source);

function keysOf(accountId: string): KMSClient {
  const { emulatorUrl: endpoint, region } = requireRunning();
  return new KMSClient({ endpoint, region, credentials: rootCredentials(accountId) });
}

const STREAM = { StreamEnabled: true, StreamViewType: "NEW_AND_OLD_IMAGES" } as const;

/** Makes a table as its owner would, with the key `id`. */
async function makeTable(TableName: string, more: Partial<CreateTableCommandInput> = {}): Promise<void> {
  await dynamodb.send(
    new CreateTableCommand({
      TableName,
      BillingMode: "PAY_PER_REQUEST",
      AttributeDefinitions: [{ AttributeName: "id", AttributeType: "S" }],
      KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
      Tags: [{ Key: "Owner", Value: "orders" }],
      ...more,
    }),
  );
}

/** What the owner would notice: the table itself, its settings, its stream, its tags, an item. */
async function asItsOwnerSees(TableName = TABLE) {
  const { Table } = await dynamodb.send(new DescribeTableCommand({ TableName }));
  const { Tags } = await dynamodb.send(new ListTagsOfResourceCommand({ ResourceArn: Table?.TableArn }));
  const Key = { id: { S: "kept" } };
  const { Item } = await dynamodb.send(new GetItemCommand({ TableName, Key }));
  const { TableId, LatestStreamArn, StreamSpecification, DeletionProtectionEnabled } = Table ?? {};
  return { TableId, LatestStreamArn, StreamSpecification, DeletionProtectionEnabled, Tags, Item };
}

function synthesize(source: Partial<SourceConfig> = {}): void {
  pipeline.synthesize({ source: { existing: true, ...source } });
}

/** Why a plan of the source is refused, in one line; undefined if it is not. */
async function refusal(): Promise<string | undefined> {
  await pipeline.project.initialize("source");
  return pipeline.project.terraform("source", "plan", "-input=false", "-no-color").then(
    () => undefined,
    (error: unknown) => String(error).replace(/\s+/g, " "),
  );
}

/** What a plan of a stack would do to each resource that it changes. */
async function planned(stack: string): Promise<Record<string, string[]>> {
  const file = "existing.plan";
  await pipeline.project.initialize(stack);
  await pipeline.project.terraform(stack, "plan", "-input=false", "-no-color", `-out=${file}`);
  const json = await pipeline.project.terraform(stack, "show", "-json", file);
  const { resource_changes: changes = [] } = JSON.parse(json) as {
    resource_changes?: { address: string; change: { actions: string[] } }[];
  };
  return Object.fromEntries(
    changes
      .filter(({ change }) => change.actions.join() !== "no-op")
      .map(({ address, change }) => [address, change.actions]),
  );
}

let ownKey = "";

beforeAll(async () => {
  await pipeline.open();
  const { KeyMetadata } = await kms.send(new CreateKeyCommand({}));
  ownKey = String(KeyMetadata?.Arn);
  await makeTable(TABLE, { StreamSpecification: STREAM });
  await makeTable("Streamless");
  await makeTable("Encrypted", {
    StreamSpecification: STREAM,
    SSESpecification: { Enabled: true, SSEType: "KMS", KMSMasterKeyId: ownKey },
  });
  await makeTable("Managed", { StreamSpecification: STREAM, SSESpecification: { Enabled: true } });
  await makeTable("Sorted", {
    StreamSpecification: STREAM,
    AttributeDefinitions: [
      { AttributeName: "id", AttributeType: "N" },
      { AttributeName: "at", AttributeType: "N" },
    ],
    KeySchema: [
      { AttributeName: "id", KeyType: "HASH" },
      { AttributeName: "at", KeyType: "RANGE" },
    ],
  });
  await dynamodb.send(new PutItemCommand({ TableName: TABLE, Item: { id: { S: "kept" } } }));
}, APPLY_TIMEOUT_MS);

afterAll(() => {
  destroy();
  kms.destroy();
});

test.each<[string, () => Partial<SourceConfig>, () => string[]]>([
  [
    "without a stream",
    () => ({ tableName: "Streamless" }),
    () => [
      "sources.changes: the table Streamless has no stream, and without one there is nothing to read. Ask its owner to turn one on: aws dynamodb update-table --table-name Streamless --stream-specification StreamEnabled=true,StreamViewType=NEW_AND_OLD_IMAGES",
    ],
  ],
  [
    "with a stream of another view type",
    () => ({ streamViewType: "OLD_IMAGE" }),
    () => [
      `sources.changes.streamViewType: the stream of ${TABLE} has NEW_AND_OLD_IMAGES, not OLD_IMAGE. Write what it has`,
    ],
  ],
  [
    "with keys of other names, all at once",
    () => ({ partitionKey: { name: "customer", type: "S" }, sortKey: { name: "at", type: "N" } }),
    () => [
      `sources.changes.partitionKey: the partition key of ${TABLE} is id (S), not customer (S). Write the key that the table has.`,
      `sources.changes.sortKey: the sort key of ${TABLE} is absent, not at (N).`,
    ],
  ],
  [
    "with a key of another type, and a sort key that nobody states",
    () => ({ tableName: "Sorted" }),
    () => [
      "sources.changes.partitionKey: the partition key of Sorted is id (N), not id (S).",
      "sources.changes.sortKey: Sorted has the sort key at (N), but none is stated.",
    ],
  ],
  [
    "that is encrypted with a key that nobody states",
    () => ({ tableName: "Encrypted" }),
    () => [
      `sources.changes.encryption: Encrypted is encrypted with the key ${ownKey}, not with one that AWS owns.`,
    ],
  ],
  [
    "that is encrypted with the AWS-managed key",
    () => ({ tableName: "Managed" }),
    () => [
      "sources.changes.encryption: Managed is encrypted with the key arn:aws:kms:",
      "If it is the AWS-managed key (alias/aws/dynamodb), which no other account can use, ask the table's owner to give the table another key.",
    ],
  ],
  [
    "that is encrypted with another key",
    () => ({ encryption: { type: "customer-managed", keyArn: ownKey } }),
    () => [
      `sources.changes.encryption: ${TABLE} is not encrypted with ${ownKey}, but with a key that AWS owns. Write the key that the table has`,
    ],
  ],
  ["that is not there", () => ({ tableName: "Absent" }), () => ["reading Dynamodb Table (Absent)"]],
])("a plan is refused for a table %s", async (_, source, expected) => {
  // Prepare
  synthesize(source());

  // Act
  const refused = await refusal();

  // Assess
  for (const message of expected()) expect(refused).toContain(message);
});

test.each<[string, () => Partial<SourceConfig>]>([
  [
    "a sort key and another type",
    () => ({
      tableName: "Sorted",
      partitionKey: { name: "id", type: "N" },
      sortKey: { name: "at", type: "N" },
    }),
  ],
  [
    "a key of its own",
    () => ({ tableName: "Encrypted", encryption: { type: "customer-managed", keyArn: ownKey } }),
  ],
])("a table with %s passes where the file says so", async (_, source) => {
  // Prepare
  synthesize(source());

  // Act
  const actions = await planned("source");

  // Assess
  expect(actions).toEqual({ "aws_dynamodb_resource_policy.stream_policy": ["create"] });
});

test(
  "a change reaches the function, the next plan is empty, a new stream is followed, and the owner keeps everything",
  async () => {
    // Prepare
    const before = await asItsOwnerSees();
    synthesize();

    // Act
    await pipeline.deploy();
    await pipeline.put(["first"]);
    await pipeline.arrived(["first"]);
    const again = { ...(await planned("source")), ...(await planned("consumer")) };
    const deployed = await asItsOwnerSees();
    const newStream = await replaceStream();
    const followed = await planned("source");
    await pipeline.deploy();
    await pipeline.put(["second"]);
    await pipeline.arrived(["second"]);
    await pipeline.destroy();
    const left = await asItsOwnerSees();

    // Assess
    expect(again).toEqual({});
    expect(deployed).toEqual(before);
    expect(followed).toEqual({ "aws_dynamodb_resource_policy.stream_policy": ["delete", "create"] });
    expect(left).toEqual({ ...before, LatestStreamArn: newStream });
    expect(left.Item).toEqual({ id: { S: "kept" } });
    await expect(dynamodb.send(new GetResourcePolicyCommand({ ResourceArn: newStream }))).rejects.toThrow(
      /policy/i,
    );
  },
  2 * APPLY_TIMEOUT_MS,
);

/** Replaces the stream as the table's owner would. @returns ARN of the new one */
async function replaceStream(): Promise<string> {
  const off = { StreamEnabled: false };
  await dynamodb.send(new UpdateTableCommand({ TableName: TABLE, StreamSpecification: off }));
  // Streams are labelled with the time of their creation.
  await new Promise((resolve) => setTimeout(resolve, 1100));
  await dynamodb.send(new UpdateTableCommand({ TableName: TABLE, StreamSpecification: STREAM }));
  return String((await asItsOwnerSees()).LatestStreamArn);
}

test(
  "the stack can be destroyed while the table is not what the file says",
  async () => {
    // Prepare
    synthesize({ tableName: "Encrypted", encryption: { type: "customer-managed", keyArn: ownKey } });
    await pipeline.deploy("source");
    synthesize({ tableName: "Encrypted" });

    // Act
    const destroyed = await pipeline.destroyStack("source").then(
      () => "destroyed",
      (error: unknown) => String(error).replace(/\s+/g, " "),
    );

    // Assess
    expect(destroyed).toBe("destroyed");
  },
  APPLY_TIMEOUT_MS,
);

test(
  "a stack whose table is gone can be destroyed without looking it up",
  async () => {
    // Prepare
    await makeTable("Gone", { StreamSpecification: STREAM });
    synthesize({ tableName: "Gone" });
    await pipeline.deploy("source");
    await dynamodb.send(new DeleteTableCommand({ TableName: "Gone" }));
    const destroy = (...options: string[]) =>
      pipeline.project.terraform("source", "destroy", "-input=false", "-auto-approve", ...options).then(
        () => "destroyed",
        (error: unknown) => String(error),
      );

    // Act
    const outcomes = [await destroy(), await destroy("-refresh=false")];

    // Assess
    expect(outcomes).toEqual([expect.stringContaining("couldn't find resource"), "destroyed"]);
  },
  APPLY_TIMEOUT_MS,
);

test(
  "a table that the stack made is handed over: it is forgotten with its key, and stays as it is",
  async () => {
    // Prepare
    const made = new OwnPipeline("existing-table-handed-over");
    const clients = made.clients("source");
    await made.open();
    made.synthesize({ source: { encryption: { type: "customer-managed" }, deletionProtection: true } });
    await made.deploy("source");
    const keyArn = String((await made.project.outputs("source")).key_arn);
    const describe = () => clients.dynamodb.send(new DescribeTableCommand({ TableName: TABLE }));
    const before = await describe();

    // Act
    made.synthesize({ source: { existing: true, encryption: { type: "customer-managed", keyArn } } });
    const log = await made.deploy("source");
    const after = await describe();
    await made.destroyStack("source");
    const left = await describe();
    const keys = keysOf(made.accounts.source);
    const { KeyMetadata } = await keys.send(new DescribeKeyCommand({ KeyId: keyArn }));
    keys.destroy();
    clients.destroy();

    // Assess
    expect(log.filter((event) => !/^(?:terraform_data|data)\./.test(event))).toEqual([]);
    expect(after.Table).toEqual(before.Table);
    expect(left.Table).toEqual(before.Table);
    expect(KeyMetadata?.KeyState).toBe("Enabled");
  },
  2 * APPLY_TIMEOUT_MS,
);
