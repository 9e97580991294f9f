import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  CreateTableCommand,
  DescribeTableCommand,
  GetItemCommand,
  PutItemCommand,
  UpdateContinuousBackupsCommand,
  UpdateTimeToLiveCommand,
} from "@aws-sdk/client-dynamodb";
import { parse } from "yaml";
import { PROJECT_ROOT } from "../../config/paths";
import type { SourceConfig } from "../../config/schema";
import { source } from "../../config/schemas/source";
import { scripts } from "../../package.json";
import { OwnPipeline } from "./support/own-pipeline";

const TABLE = "Legacy";
const pipeline = new OwnPipeline("adopt");
const { dynamodb, destroy } = pipeline.clients("source");
const folder = mkdtempSync(join(tmpdir(), "adopt-"));

jest.setTimeout(240_000);

/** Makes a table as somebody would by hand, with everything that an entry can say. */
async function makeTable(): Promise<void> {
  await dynamodb.send(
    new CreateTableCommand({
      TableName: TABLE,
      BillingMode: "PAY_PER_REQUEST",
      DeletionProtectionEnabled: true,
      AttributeDefinitions: [
        { AttributeName: "customerId", AttributeType: "S" },
        { AttributeName: "at", AttributeType: "N" },
        { AttributeName: "status", AttributeType: "S" },
      ],
      KeySchema: [
        { AttributeName: "customerId", KeyType: "HASH" },
        { AttributeName: "at", KeyType: "RANGE" },
      ],
      GlobalSecondaryIndexes: [
        {
          IndexName: "by-status",
          KeySchema: [
            { AttributeName: "status", KeyType: "HASH" },
            { AttributeName: "at", KeyType: "RANGE" },
          ],
          Projection: { ProjectionType: "INCLUDE", NonKeyAttributes: ["total", "currency"] },
        },
      ],
      LocalSecondaryIndexes: [
        {
          IndexName: "local-status",
          KeySchema: [
            { AttributeName: "customerId", KeyType: "HASH" },
            { AttributeName: "status", KeyType: "RANGE" },
          ],
          Projection: { ProjectionType: "KEYS_ONLY" },
        },
      ],
      StreamSpecification: { StreamEnabled: true, StreamViewType: "NEW_IMAGE" },
    }),
  );
  await dynamodb.send(
    new UpdateTimeToLiveCommand({
      TableName: TABLE,
      TimeToLiveSpecification: { AttributeName: "expiresAt", Enabled: true },
    }),
  );
  await dynamodb.send(
    new UpdateContinuousBackupsCommand({
      TableName: TABLE,
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
    }),
  );
  const Item = { customerId: { S: "c-1" }, at: { N: "1" }, status: { S: "open" } };
  await dynamodb.send(new PutItemCommand({ TableName: TABLE, Item }));
}

/** What tells the table from another one of its name. */
async function identity() {
  const { Table } = await dynamodb.send(new DescribeTableCommand({ TableName: TABLE }));
  const Key = { customerId: { S: "c-1" }, at: { N: "1" } };
  const { Item } = await dynamodb.send(new GetItemCommand({ TableName: TABLE, Key }));
  return { id: Table?.TableId, stream: Table?.LatestStreamArn, item: Item?.status?.S };
}

/** Runs the command as `npm run adopt` does. */
function runAdopt(...parameters: string[]) {
  const [, ...command] = scripts.adopt.split(" ");
  const all = [...command, ...parameters, "--environment", "sandbox", "--source", "changes"];
  const { status, stdout, stderr } = spawnSync(process.execPath, all, {
    cwd: PROJECT_ROOT,
    env: { ...process.env, ENVIRONMENTS_DIRECTORY: folder },
    encoding: "utf8",
  });
  return { status, stdout, stderr };
}

/** The source that the command writes, with the reader that somebody adds by hand. */
function adopted(text: string): SourceConfig {
  const { changes } = parse(text).sources;
  return source.parse({ ...changes, readers: [{ consumer: "handler" }] });
}

/** What a plan does: the actions for each resource, and what changes of the table. */
async function plan() {
  const file = "adopt.plan";
  await pipeline.project.initialize("source");
  await pipeline.project.terraform("source", "plan", "-input=false", "-no-color", `-out=${file}`);
  const json = await pipeline.project.terraform("source", "show", "-json", file);
  const { resource_changes: changes } = JSON.parse(json) as {
    resource_changes: {
      address: string;
      change: { actions: string[]; importing?: object; before: Values | null; after: Values };
    }[];
  };
  type Values = Record<string, unknown>;
  const table = changes.find(({ address }) => address === "aws_dynamodb_table.table")?.change;
  const { before, after = {} } = table ?? {};
  return {
    importing: table?.importing,
    actions: Object.fromEntries(changes.map(({ address, change }) => [address, change.actions])),
    changed: Object.keys(after).filter(
      (name) => before && JSON.stringify(before[name]) !== JSON.stringify(after[name]),
    ),
  };
}

beforeAll(async () => {
  const text = readFileSync(join(String(process.env.ENVIRONMENTS_DIRECTORY), "sandbox.yaml"), "utf8")
    .replace("111111111111", pipeline.accounts.source)
    .replace("222222222222", pipeline.accounts.consumer);
  writeFileSync(join(folder, "sandbox.yaml"), text);
  await pipeline.open();
  await makeTable();
});

afterAll(async () => {
  pipeline.synthesize({
    source: { ...adopted(runAdopt(TABLE, "--account", "source").stdout), deletionProtection: false },
  });
  await pipeline.deploy("source");
  await pipeline.destroyStack("source");
  destroy();
  rmSync(folder, { recursive: true });
});

test("a table made by hand comes under the care of a stack: nothing of it changes but its tags", async () => {
  // Prepare
  const before = await identity();
  const { status, stdout } = runAdopt(TABLE, "--account", "source");
  pipeline.synthesize({ source: adopted(stdout) });

  // Act
  const first = await plan();
  await pipeline.deploy("source");
  const second = await plan();
  const after = await identity();

  // Assess
  expect(status).toBe(0);
  expect(first.importing).toEqual({ id: TABLE });
  expect(first.changed.sort()).toEqual(["tags_all"]);
  expect(first.actions).toEqual({
    "aws_dynamodb_resource_policy.stream_policy": ["create"],
    "aws_dynamodb_table.table": ["update"],
    "data.aws_dynamodb_table.table_deployed": ["read"],
    "terraform_data.table_deployed_checks": ["create"],
    "terraform_data.table_deployed_name": ["create"],
  });
  expect(Object.values(second.actions).flat()).toEqual(["no-op", "no-op", "no-op", "no-op"]);
  expect(after).toEqual(before);
  expect(after.item).toBe("open");
});

test("the entry goes into a new file, and never over one that is there", () => {
  // Prepare
  const file = join(folder, "entry.yaml");

  // Act
  const first = runAdopt(TABLE, "--account", "source", "--write", file);
  const written = readFileSync(file, "utf8");
  writeFileSync(file, "mine");
  const second = runAdopt(TABLE, "--account", "source", "--write", file);

  // Assess
  expect(first).toMatchObject({ status: 0, stdout: "", stderr: expect.stringContaining(`Wrote ${file}\n`) });
  expect(parse(written).sources.changes.tableName).toBe(TABLE);
  expect(second.status).toBe(1);
  expect(second.stderr).toContain("it cannot be written: EEXIST");
  expect(readFileSync(file, "utf8")).toBe("mine");
});

test.each([
  ["a table that is not there", ["Nothing", "--account", "source"], "there is no such table"],
  [
    "an account that is not in the file",
    [TABLE, "--account", "other"],
    "the environment has no account other",
  ],
])("%s is refused, and nothing is written", (_, parameters, cause) => {
  // Prepare
  const file = join(folder, "refused.yaml");

  // Act
  const { status, stderr } = runAdopt(...parameters, "--write", file);

  // Assess
  expect(status).toBe(1);
  expect(stderr).toContain(cause);
  expect(stderr).not.toContain("    at ");
  expect(existsSync(file)).toBe(false);
});
