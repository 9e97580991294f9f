import {
  DescribeTableCommand,
  PutItemCommand,
  ResourceNotFoundException,
  ScanCommand,
} from "@aws-sdk/client-dynamodb";
import type { SourceConfig } from "../../../config/schema";
import { applyWithLog } from "../support/apply-log";
import { APPLY_TIMEOUT_MS } from "../support/apply-timeout";
import { OwnPipeline } from "../support/own-pipeline";
import { TABLE } from "../support/pipeline";

const OTHER_TABLE = "Devices";
const DEVICES = {
  tableName: OTHER_TABLE,
  partitionKey: { name: "deviceId", type: "S" },
  billing: { mode: "PAY_PER_REQUEST" },
  pointInTimeRecovery: { enabled: false },
  encryption: { type: "aws-owned" },
  adopt: false,
  globalSecondaryIndexes: {},
  localSecondaryIndexes: {},
} as const;
const PROTECTED: Partial<SourceConfig> = { deletionProtection: true };
const UNPROTECTED: Partial<SourceConfig> = { deletionProtection: false };

const pipeline = new OwnPipeline("tables");
const { dynamodb, destroy } = pipeline.clients("source");

/** Why Terraform does not apply the source with these settings, if it does not. */
function change(source: Partial<SourceConfig>): Promise<string | undefined> {
  pipeline.synthesize({ source });
  return pipeline.refusal();
}

/** Number of the items in a table; undefined if there is no such table. */
async function count(TableName = TABLE): Promise<number | undefined> {
  try {
    return (await dynamodb.send(new ScanCommand({ TableName, Select: "COUNT" }))).Count;
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return undefined;
    throw error;
  }
}

async function keyTypes(): Promise<object> {
  const { Table } = await dynamodb.send(new DescribeTableCommand({ TableName: TABLE }));
  return Object.fromEntries(
    (Table?.AttributeDefinitions ?? []).map(({ AttributeName = "", AttributeType }) => [
      AttributeName,
      AttributeType,
    ]),
  );
}

/** Puts three items that fit every key of this file. */
async function fill(TableName = TABLE): Promise<void> {
  for (const value of ["1", "2", "3"]) {
    const Item = Object.fromEntries(["id", "number", "deviceId", "sort"].map((name) => [name, { S: value }]));
    await dynamodb.send(new PutItemCommand({ TableName, Item }));
  }
}

beforeAll(async () => {
  await pipeline.open();
  await change(PROTECTED);
  await fill();
}, APPLY_TIMEOUT_MS);

afterAll(async () => {
  await pipeline.destroyStack("source");
  destroy();
}, APPLY_TIMEOUT_MS);

/** One after the other, each replacing the table that the one before it left. */
const REPLACEMENTS: readonly { readonly name: string; readonly edit: Partial<SourceConfig> }[] = [
  { name: "another partition key", edit: { partitionKey: { name: "number", type: "S" } } },
  { name: "another sort key", edit: { sortKey: { name: "sort", type: "S" } } },
  { name: "another name", edit: { tableName: "Renamed" } },
];

test.each(REPLACEMENTS)(
  "$name: a plan refuses it with deletion protection, and every item stays",
  async ({ edit }) => {
    // Act
    const refused = await change({ ...PROTECTED, ...edit });

    // Assess
    expect(refused).toMatch(/lifecycle\.prevent_destroy set/);
    expect(await count()).toBe(3);
  },
  APPLY_TIMEOUT_MS,
);

test(
  "another type of the partition key: nothing happens, and nothing says so",
  async () => {
    // Act
    pipeline.synthesize({ source: { ...UNPROTECTED, partitionKey: { name: "id", type: "N" } } });
    const log = await applyWithLog(pipeline.project, "source");

    // Assess
    expect(log.filter((event) => !event.startsWith("data."))).toEqual([
      "aws_dynamodb_table.table update started",
      "aws_dynamodb_table.table update completed",
    ]);
    expect(await keyTypes()).toEqual({ id: "S" });
    expect(await count()).toBe(3);
  },
  APPLY_TIMEOUT_MS,
);

test.each(REPLACEMENTS)(
  "$name, without deletion protection: the table is replaced, and its items are lost",
  async ({ edit }) => {
    // Prepare
    await fill();

    // Act
    const refused = await change({ ...UNPROTECTED, ...edit });

    // Assess
    expect(refused).toBeUndefined();
    expect(await count(edit.tableName)).toBe(0);
  },
  APPLY_TIMEOUT_MS,
);

test(
  "a table that is removed from the file: refused with deletion protection; without it the table is deleted",
  async () => {
    // Prepare
    const tables = (deletionProtection: boolean): Partial<SourceConfig> => ({
      ...UNPROTECTED,
      tables: { devices: { ...DEVICES, deletionProtection } },
    });
    await change(tables(true));
    await fill(OTHER_TABLE);

    // Act
    const refused = await change(UNPROTECTED);
    const protectedItems = await count(OTHER_TABLE);
    await change(tables(false));
    const applied = await change(UNPROTECTED);

    // Assess
    expect(refused).toMatch(/protect/i);
    expect(protectedItems).toBe(3);
    expect(applied).toBeUndefined();
    expect(await count(OTHER_TABLE)).toBeUndefined();
  },
  APPLY_TIMEOUT_MS,
);
