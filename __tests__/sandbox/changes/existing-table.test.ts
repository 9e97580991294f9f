import {
  DeleteTableCommand,
  DescribeTableCommand,
  GetItemCommand,
  GetResourcePolicyCommand,
  ListTagsOfResourceCommand,
  PutItemCommand,
} from "@aws-sdk/client-dynamodb";
import { DescribeKeyCommand } from "@aws-sdk/client-kms";
import type { SourceConfig } from "../../../config/schema";
import { APPLY_TIMEOUT_MS } from "../support/apply-timeout";
import {
  keysOf,
  makeEncryptedTable,
  makeTable,
  planned,
  replaceStream,
  STREAM,
} from "../support/existing-table";
import { OwnPipeline } from "../support/own-pipeline";
import { TABLE } from "../support/pipeline";

const pipeline = new OwnPipeline("existing-table");
const { dynamodb, destroy } = pipeline.clients("source");
let ownKey = "";

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

beforeAll(async () => {
  await pipeline.open();
  ownKey = await makeEncryptedTable(dynamodb, "Encrypted", pipeline.accounts.source);
  await makeTable(dynamodb, TABLE, { StreamSpecification: STREAM });
  await dynamodb.send(new PutItemCommand({ TableName: TABLE, Item: { id: { S: "kept" } } }));
}, APPLY_TIMEOUT_MS);

afterAll(destroy);

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
    const again = { ...(await planned(pipeline, "source")), ...(await planned(pipeline, "consumer")) };
    const deployed = await asItsOwnerSees();
    const newStream = await replaceStream(dynamodb, TABLE);
    const followed = await planned(pipeline, "source");
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
    await makeTable(dynamodb, "Gone", { StreamSpecification: STREAM });
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
