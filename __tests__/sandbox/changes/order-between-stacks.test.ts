import { ListTablesCommand } from "@aws-sdk/client-dynamodb";
import { ListFunctionsCommand } from "@aws-sdk/client-lambda";
import { accountClients } from "../../../sandbox/account-clients";
import { requireRunning } from "../../../sandbox/require-running";
import type { TerraformProject } from "../../../sandbox/terraform-project";
import { applyWithLog } from "../support/apply-log";
import { synthesizeVariant } from "../support/environment-variant";
import { CONSUMER_ACCOUNT, FUNCTION, SOURCE_ACCOUNT, TABLE } from "../support/pipeline";
import { pipelineOnly } from "../support/pipeline-only";

const APPLY_TIMEOUT_MS = 240_000;

let project: TerraformProject;

beforeAll(() => {
  project = synthesizeVariant("order", "sandbox", (environment) => pipelineOnly(environment));
});

/** Names of the tables and functions that are there. */
async function deployed(): Promise<object> {
  const source = accountClients(requireRunning(), SOURCE_ACCOUNT);
  const consumer = accountClients(requireRunning(), CONSUMER_ACCOUNT);
  const { TableNames } = await source.dynamodb.send(new ListTablesCommand({}));
  const { Functions = [] } = await consumer.lambda.send(new ListFunctionsCommand({}));
  source.destroy();
  consumer.destroy();
  return { tables: TableNames, functions: Functions.map(({ FunctionName }) => FunctionName) };
}

test(
  "a consumer whose source was never deployed says what to deploy first",
  async () => {
    // Prepare
    await project.terraform("consumer", "init", "-input=false");
    // Act
    const act = project.terraform("consumer", "plan", "-input=false", "-no-color");
    // Assess
    await expect(act).rejects.toThrow(
      /The stack "source" was never deployed\.\s+Deploy it first: cdktf\s+deploy\s+source/,
    );
    await expect(act).rejects.not.toThrow(/Unable to find remote state/);
  },
  APPLY_TIMEOUT_MS,
);

test(
  "a source that a consumer reads is not destroyed alone",
  async () => {
    // Prepare
    await applyWithLog(project, "source");
    await applyWithLog(project, "consumer");
    // Act
    const act = project.destroy("source");
    // Assess
    await expect(act).rejects.toThrow(/consumer/);
    expect(await deployed()).toEqual({ tables: [TABLE], functions: [FUNCTION] });
  },
  APPLY_TIMEOUT_MS,
);

test(
  "with Terraform itself a source is destroyed first, and the consumer can be destroyed nevertheless",
  async () => {
    // Act
    await project.terraform("source", "destroy", "-input=false", "-auto-approve");
    await project.terraform("consumer", "destroy", "-input=false", "-auto-approve");
    // Assess
    expect(await deployed()).toEqual({ tables: [], functions: [] });
  },
  APPLY_TIMEOUT_MS,
);
