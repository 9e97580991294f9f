import { DescribeTableCommand } from "@aws-sdk/client-dynamodb";
import type { SourceConfig } from "../../../config/schema";
import { APPLY_TIMEOUT_MS } from "../support/apply-timeout";
import { OwnPipeline } from "../support/own-pipeline";
import { TABLE } from "../support/pipeline";

const PROVISIONED: SourceConfig["billing"] = { mode: "PROVISIONED", readCapacity: 2, writeCapacity: 3 };
const REFUSED =
  "sources.changes: deletionProtection and billing both change, and DynamoDB accepts only one of these changes at a time.";

const pipeline = new OwnPipeline("table-protection");

/** What Terraform says, in one line, if it refuses the source with these settings. */
function change(source: Partial<SourceConfig>): Promise<string | undefined> {
  pipeline.synthesize({ source });
  return pipeline.refusal();
}

async function deployed(): Promise<object> {
  const { dynamodb, destroy } = pipeline.clients("source");
  const { Table } = await dynamodb.send(new DescribeTableCommand({ TableName: TABLE }));
  destroy();
  return {
    billing: Table?.BillingModeSummary?.BillingMode ?? "PROVISIONED",
    protected: Table?.DeletionProtectionEnabled,
  };
}

beforeAll(async () => {
  await pipeline.open();
  await change({});
}, APPLY_TIMEOUT_MS);

afterAll(async () => {
  await change({ billing: PROVISIONED });
  await pipeline.destroyStack("source");
}, APPLY_TIMEOUT_MS);

test(
  "deletion protection and billing in one change are refused, and nothing is changed",
  async () => {
    // Act
    const refused = await change({ billing: PROVISIONED, deletionProtection: true });
    // Assess
    expect(refused).toContain(REFUSED);
    expect(await deployed()).toEqual({ billing: "PAY_PER_REQUEST", protected: false });
  },
  APPLY_TIMEOUT_MS,
);

test(
  "one after the other, both are changed",
  async () => {
    // Act
    const refused = [
      await change({ billing: PROVISIONED }),
      await change({ billing: PROVISIONED, deletionProtection: true }),
    ];
    // Assess
    expect(refused).toEqual([undefined, undefined]);
    expect(await deployed()).toEqual({ billing: "PROVISIONED", protected: true });
  },
  APPLY_TIMEOUT_MS,
);
