import { DescribeTableCommand, DescribeTimeToLiveCommand } from "@aws-sdk/client-dynamodb";
import type { SourceConfig } from "../../../config/schema";
import { APPLY_TIMEOUT_MS } from "../support/apply-timeout";
import { OwnPipeline } from "../support/own-pipeline";
import { TABLE } from "../support/pipeline";

const pipeline = new OwnPipeline("indexes");
const { dynamodb, destroy } = pipeline.clients("source");

const ALL = { type: "ALL" } as const;
const KEYS: Partial<SourceConfig> = { sortKey: { name: "at", type: "N" } };
const BY_STATUS = { partitionKey: { name: "status", type: "S" }, projection: ALL } as const;
const BY_TOTAL: SourceConfig["globalSecondaryIndexes"][string] = {
  partitionKey: { name: "total", type: "N" },
  projection: { type: "INCLUDE", attributes: ["note"] },
};
const LOCAL = { "local-status": { sortKey: { name: "status", type: "S" }, projection: ALL } } as const;

/** Why Terraform does not apply the source with these settings, if it does not. */
function change(source: Partial<SourceConfig>): Promise<string | undefined> {
  pipeline.synthesize({ source: { ...KEYS, ...source } });
  return pipeline.refusal();
}

async function deployed() {
  const { Table } = await dynamodb.send(new DescribeTableCommand({ TableName: TABLE }));
  const { TimeToLiveDescription } = await dynamodb.send(new DescribeTimeToLiveCommand({ TableName: TABLE }));
  const { TableId: id, GlobalSecondaryIndexes = [], LocalSecondaryIndexes = [] } = Table ?? {};
  return {
    id,
    global: GlobalSecondaryIndexes.map(({ IndexName }) => IndexName).sort(),
    local: LocalSecondaryIndexes.map(({ IndexName }) => IndexName).sort(),
    expires: TimeToLiveDescription?.TimeToLiveStatus,
  };
}

beforeAll(async () => {
  await pipeline.open();
  await change({
    deletionProtection: true,
    globalSecondaryIndexes: { "by-status": BY_STATUS },
    localSecondaryIndexes: LOCAL,
    timeToLive: { attribute: "expiresAt", enabled: true },
  });
}, APPLY_TIMEOUT_MS);

afterAll(async () => {
  await change({ deletionProtection: false });
  await pipeline.destroyStack("source");
  destroy();
}, APPLY_TIMEOUT_MS);

test(
  "global indexes come and go in place, and a time to live stays until it is turned off",
  async () => {
    // Prepare
    const before = await deployed();

    // Act
    await change({
      deletionProtection: true,
      globalSecondaryIndexes: { "by-total": BY_TOTAL },
      localSecondaryIndexes: LOCAL,
    });
    const after = await deployed();
    await change({
      deletionProtection: true,
      globalSecondaryIndexes: { "by-total": BY_TOTAL },
      localSecondaryIndexes: LOCAL,
      timeToLive: { attribute: "expiresAt", enabled: false },
    });
    const off = await deployed();

    // Assess
    expect(before).toMatchObject({ global: ["by-status"], local: ["local-status"], expires: "ENABLED" });
    expect(after).toEqual({ ...before, global: ["by-total"] });
    expect(off).toEqual({ ...after, expires: "DISABLED" });
  },
  APPLY_TIMEOUT_MS,
);

test(
  "a change of local indexes replaces the table, which deletion protection refuses",
  async () => {
    // Prepare
    const before = await deployed();

    // Act
    const refused = await change({ deletionProtection: true });
    const kept = await deployed();
    await change({ deletionProtection: false, localSecondaryIndexes: LOCAL });
    const applied = await change({ deletionProtection: false });
    const after = await deployed();

    // Assess
    expect(refused).toMatch(/prevent_destroy/);
    expect(kept).toEqual(before);
    expect(applied).toBeUndefined();
    expect(after).toMatchObject({ local: [] });
    expect(after.id).not.toBe(before.id);
  },
  APPLY_TIMEOUT_MS,
);
