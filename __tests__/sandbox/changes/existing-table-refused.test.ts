import type { SourceConfig } from "../../../config/schema";
import { APPLY_TIMEOUT_MS } from "../support/apply-timeout";
import { makeEncryptedTable, makeTable, planned, STREAM } from "../support/existing-table";
import { OwnPipeline } from "../support/own-pipeline";
import { TABLE } from "../support/pipeline";

const pipeline = new OwnPipeline("existing-table-refused");
const { dynamodb, destroy } = pipeline.clients("source");
let ownKey = "";

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

beforeAll(async () => {
  await pipeline.open();
  ownKey = await makeEncryptedTable(dynamodb, "Encrypted", pipeline.accounts.source);
  await makeTable(dynamodb, TABLE, { StreamSpecification: STREAM });
  await makeTable(dynamodb, "Streamless");
  await makeTable(dynamodb, "Managed", { StreamSpecification: STREAM, SSESpecification: { Enabled: true } });
  await makeTable(dynamodb, "Sorted", {
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
}, APPLY_TIMEOUT_MS);

afterAll(destroy);

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
  const actions = await planned(pipeline, "source");

  // Assess
  expect(actions).toEqual({ "aws_dynamodb_resource_policy.stream_policy": ["create"] });
});
