import { ListTablesCommand } from "@aws-sdk/client-dynamodb";
import { ListFunctionsCommand } from "@aws-sdk/client-lambda";
import { APPLY_TIMEOUT_MS } from "../support/apply-timeout";
import { OwnPipeline } from "../support/own-pipeline";
import { FUNCTION, TABLE } from "../support/pipeline";

const pipeline = new OwnPipeline("order");

beforeAll(async () => {
  await pipeline.open();
  pipeline.synthesize();
});

/** Names of the tables and functions that are there. */
async function deployed(): Promise<object> {
  const source = pipeline.clients("source");
  const consumer = pipeline.clients("consumer");
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
    await pipeline.project.initialize("consumer");
    // Act
    const act = pipeline.project.terraform("consumer", "plan", "-input=false", "-no-color");
    // Assess
    await expect(act).rejects.toThrow(
      /The stack source was never deployed\.\s+Deploy it first: cdktf\s+deploy\s+source/,
    );
    await expect(act).rejects.not.toThrow(/Unable to find remote state/);
  },
  APPLY_TIMEOUT_MS,
);

test(
  "a source that a consumer reads is not destroyed alone",
  async () => {
    // Prepare
    await pipeline.deploy();
    // Act
    const act = pipeline.project.destroy("source");
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
    await pipeline.destroyStack("source");
    await pipeline.destroyStack("consumer");
    // Assess
    expect(await deployed()).toEqual({ tables: [], functions: [] });
  },
  APPLY_TIMEOUT_MS,
);
