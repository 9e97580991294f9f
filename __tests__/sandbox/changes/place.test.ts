import { copyFileSync } from "node:fs";
import { DynamoDBClient, ScanCommand } from "@aws-sdk/client-dynamodb";
import { CreateBucketCommand, S3Client } from "@aws-sdk/client-s3";
import { MANAGEMENT_ACCOUNT_ID, rootCredentials } from "../../../sandbox/credentials";
import { requireRunning } from "../../../sandbox/require-running";
import { statePath } from "../../../sandbox/state-folder";
import { APPLY_TIMEOUT_MS } from "../support/apply-timeout";
import { freshAccount, letTerraformIn } from "../support/own-accounts";
import { OwnPipeline } from "../support/own-pipeline";
import { FUNCTION, loggedIds, TABLE } from "../support/pipeline";
import { pipelineOnly } from "../support/pipeline-only";

const REGION = "us-east-1";
const OTHER_REGION = "eu-west-1";
const IDS = ["1", "2", "3"];

/** A pipeline whose source is deployed and holds three items. */
async function filled(folder: string): Promise<OwnPipeline> {
  const pipeline = new OwnPipeline(folder);
  await pipeline.open();
  pipeline.synthesize();
  await pipeline.deploy("source");
  await pipeline.put(IDS);
  return pipeline;
}

/** Number of items in the table of an account and region. */
async function count(accountId: string, region: string): Promise<number | undefined> {
  const { emulatorUrl: endpoint } = requireRunning();
  const dynamodb = new DynamoDBClient({ endpoint, region, credentials: rootCredentials(accountId) });
  const { Count } = await dynamodb.send(new ScanCommand({ TableName: TABLE, Select: "COUNT" }));
  dynamodb.destroy();
  return Count;
}

function s3Of(accountId: string): S3Client {
  const { emulatorUrl: endpoint } = requireRunning();
  const credentials = rootCredentials(accountId);
  return new S3Client({ endpoint, region: REGION, forcePathStyle: true, credentials });
}

test(
  "another region: an empty table there, and the old one stays with its items, outside of Terraform",
  async () => {
    // Prepare
    const pipeline = await filled("place-region");
    const { source } = pipeline.accounts;

    // Act
    pipeline.synthesize({ source: { region: OTHER_REGION } });
    const refused = await pipeline.refusal();

    // Assess
    expect(refused).toBeUndefined();
    expect(await count(source, OTHER_REGION)).toBe(0);
    expect(await count(source, REGION)).toBe(3);
    expect((await pipeline.project.outputs("source")).table_arn).toBe(
      `arn:aws:dynamodb:${OTHER_REGION}:${source}:table/${TABLE}`,
    );
    await pipeline.destroyStack("source");
    expect(await count(source, REGION)).toBe(3);
  },
  APPLY_TIMEOUT_MS,
);

test(
  "another account: an empty table there, and the old one stays with its items, outside of Terraform",
  async () => {
    // Prepare
    const pipeline = await filled("place-account");
    const old = pipeline.accounts.source;
    const next = freshAccount();
    await letTerraformIn([next]);

    // Act
    pipeline.synthesizeWhole((environment) => pipelineOnly(environment), { source: next });
    const refused = await pipeline.refusal();

    // Assess
    expect(refused).toBeUndefined();
    expect(await count(next, REGION)).toBe(0);
    expect(await count(old, REGION)).toBe(3);
    await pipeline.destroyStack("source");
    expect(await count(old, REGION)).toBe(3);
  },
  APPLY_TIMEOUT_MS,
);

test(
  "another account of the consumer: refused, because its failure bucket is in the old one; it goes on reading",
  async () => {
    // Prepare
    const pipeline = await filled("place-consumer");
    await pipeline.deploy("consumer");
    const next = freshAccount();
    await letTerraformIn([next]);

    // Act
    pipeline.synthesizeWhole((environment) => pipelineOnly(environment), { consumer: next });
    const refused = await pipeline.refusal("consumer");
    await pipeline.put(["4"]);
    await pipeline.arrived(["4"]);

    // Assess
    expect(refused).toMatch(/reading S3 Bucket .* AccessDenied/);
    expect(await pipeline.loggedIds()).toEqual([...IDS, "4"]);
    expect(await loggedIds(FUNCTION, next)).toEqual([]);
    pipeline.synthesize();
    expect(await pipeline.project.changedStacks(["source", "consumer"])).toEqual([]);
    await pipeline.destroy();
  },
  APPLY_TIMEOUT_MS,
);

test(
  "another name of the stack: refused because everything exists, until its state is moved",
  async () => {
    // Prepare
    const pipeline = await filled("place-stack");
    const stateOf = (stack: string) => statePath("place-stack", `terraform.sandbox.${stack}.tfstate`);

    // Act
    pipeline.synthesize({ source: { stack: "orders" } });
    const refused = await pipeline.refusal("orders");
    copyFileSync(stateOf("source"), stateOf("orders"));
    const changed = await pipeline.project.changedStacks(["orders"]);

    // Assess
    expect(refused).toMatch(/already exist|in use/i);
    expect(changed).toEqual([]);
    expect(await count(pipeline.accounts.source, REGION)).toBe(3);
    await pipeline.destroyStack("orders");
  },
  APPLY_TIMEOUT_MS,
);

test(
  "another backend: refused until the state is moved, and then nothing changes",
  async () => {
    // Prepare
    const pipeline = await filled("place-backend");
    const s3 = s3Of(MANAGEMENT_ACCOUNT_ID);
    const bucket = `states-${pipeline.accounts.source}`;
    await s3.send(new CreateBucketCommand({ Bucket: bucket }));

    // Act
    pipeline.synthesizeWhole((environment) => ({
      ...pipelineOnly(environment),
      backend: { type: "s3", bucket, keyPrefix: "streams", lockFile: true },
    }));
    const refused = await pipeline.refusal();
    await pipeline.project.terraform("source", "init", "-input=false", "-migrate-state", "-force-copy");
    const changed = await pipeline.project.changedStacks(["source"]);

    // Assess
    expect(refused).toMatch(/Backend (configuration changed|initialization required)/i);
    expect(changed).toEqual([]);
    expect(await count(pipeline.accounts.source, REGION)).toBe(3);
    await pipeline.destroyStack("source");
    s3.destroy();
  },
  APPLY_TIMEOUT_MS,
);
