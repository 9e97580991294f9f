import { DescribeTableCommand } from "@aws-sdk/client-dynamodb";
import type { SourceConfig } from "../../../config/schema";
import { accountClients } from "../../../sandbox/account-clients";
import { requireRunning } from "../../../sandbox/require-running";
import type { TerraformProject } from "../../../sandbox/terraform-project";
import { applyWithLog } from "../support/apply-log";
import { synthesizeVariant } from "../support/environment-variant";
import { SOURCE_ACCOUNT, TABLE } from "../support/pipeline";
import { pipelineOnly } from "../support/pipeline-only";

const APPLY_TIMEOUT_MS = 120_000;
const PROVISIONED: SourceConfig["billing"] = { mode: "PROVISIONED", readCapacity: 2, writeCapacity: 3 };
const REFUSED =
  "sources.changes: deletionProtection and billing both change, and DynamoDB accepts only one of these changes at a time.";

const { dynamodb, destroy } = accountClients(requireRunning(), SOURCE_ACCOUNT);
let project: TerraformProject;

/** What Terraform says, in one line, if it refuses the source with these settings. */
async function change(source: Partial<SourceConfig>): Promise<string | undefined> {
  project = synthesizeVariant("table-protection", "sandbox", (environment) =>
    pipelineOnly(environment, { source }),
  );
  return applyWithLog(project, "source").then(
    () => undefined,
    (error: unknown) => String(error).replace(/\s+/g, " "),
  );
}

async function deployed(): Promise<object> {
  const { Table } = await dynamodb.send(new DescribeTableCommand({ TableName: TABLE }));
  return {
    billing: Table?.BillingModeSummary?.BillingMode ?? "PROVISIONED",
    protected: Table?.DeletionProtectionEnabled,
  };
}

beforeAll(() => change({}), APPLY_TIMEOUT_MS);

afterAll(async () => {
  await change({ billing: PROVISIONED });
  await project.terraform("source", "destroy", "-input=false", "-auto-approve");
  destroy();
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
