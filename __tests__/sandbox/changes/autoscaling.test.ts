import { DescribeTableCommand, UpdateTableCommand } from "@aws-sdk/client-dynamodb";
import type { SourceConfig } from "../../../config/schema";
import { APPLY_TIMEOUT_MS } from "../support/apply-timeout";
import { planned } from "../support/existing-table";
import { OwnPipeline } from "../support/own-pipeline";
import { TABLE } from "../support/pipeline";

/*
 * The local AWS has no Application Auto Scaling. So only the table is applied, and its capacity is set by API, as scaling
 * would set it.
 */

const pipeline = new OwnPipeline("autoscaling");
const { dynamodb, destroy } = pipeline.clients("source");
const TERRAFORM_TABLE = "aws_dynamodb_table.table";

const scaling = { max: 100, targetUtilization: 70 };
const BILLING = { mode: "PROVISIONED", readCapacity: 5, writeCapacity: 6 } as const;
const INDEX = {
  partitionKey: { name: "status", type: "S" },
  projection: { type: "ALL" },
  readCapacity: 7,
  writeCapacity: 8,
} as const;

function synthesize(billing: SourceConfig["billing"]): void {
  pipeline.synthesize({ source: { billing, globalSecondaryIndexes: { "by-status": INDEX } } });
}

async function applyTable(): Promise<void> {
  await pipeline.project.initialize("source");
  const options = ["-input=false", "-auto-approve", `-target=${TERRAFORM_TABLE}`];
  await pipeline.project.terraform("source", "apply", ...options);
}

/** The capacity of the table and of its index: reads and writes each. */
async function capacities() {
  const { Table } = await dynamodb.send(new DescribeTableCommand({ TableName: TABLE }));
  const [index] = Table?.GlobalSecondaryIndexes ?? [];
  return [Table, index].map((one) => {
    const { ReadCapacityUnits, WriteCapacityUnits } = one?.ProvisionedThroughput ?? {};
    return [ReadCapacityUnits, WriteCapacityUnits];
  });
}

/** Sets the capacity of the table. */
async function setCapacity(ReadCapacityUnits: number, WriteCapacityUnits: number): Promise<void> {
  const ProvisionedThroughput = { ReadCapacityUnits, WriteCapacityUnits };
  await dynamodb.send(new UpdateTableCommand({ TableName: TABLE, ProvisionedThroughput }));
}

beforeAll(() => pipeline.open(), APPLY_TIMEOUT_MS);

afterAll(async () => {
  await pipeline.destroyStack("source");
  destroy();
}, APPLY_TIMEOUT_MS);

test(
  "Terraform leaves the capacity of a table that scales alone, sets back that of one that does not, and that of an index",
  async () => {
    // Prepare
    synthesize({ ...BILLING, autoscaling: { read: scaling, write: scaling } });
    await applyTable();
    const made = await capacities();

    // Act
    await setCapacity(40, 50);
    const scaled = await planned(pipeline, "source");
    await applyTable();
    const left = await capacities();
    const ProvisionedThroughput = { ReadCapacityUnits: 70, WriteCapacityUnits: 80 };
    const Update = { IndexName: "by-status", ProvisionedThroughput };
    await dynamodb.send(
      new UpdateTableCommand({ TableName: TABLE, GlobalSecondaryIndexUpdates: [{ Update }] }),
    );
    const index = await planned(pipeline, "source");
    await applyTable();
    const indexSetBack = await capacities();
    synthesize({ ...BILLING, autoscaling: { write: scaling } });
    const onlyWrites = await planned(pipeline, "source");
    await applyTable();
    const readsSetBack = await capacities();

    // Assess
    expect(made).toEqual([
      [5, 6],
      [7, 8],
    ]);
    expect(Object.keys(scaled).filter((address) => address.includes("appautoscaling"))).toHaveLength(4);
    expect(scaled).not.toHaveProperty([TERRAFORM_TABLE]);
    expect(left).toEqual([
      [40, 50],
      [7, 8],
    ]);
    expect(index).toMatchObject({ [TERRAFORM_TABLE]: ["update"] });
    expect(indexSetBack).toEqual(left);
    expect(onlyWrites).toMatchObject({ [TERRAFORM_TABLE]: ["update"] });
    expect(readsSetBack).toEqual([
      [5, 50],
      [7, 8],
    ]);
  },
  2 * APPLY_TIMEOUT_MS,
);
