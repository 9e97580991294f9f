import { join } from "node:path";
import { CreateBucketCommand, GetObjectCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { MANAGEMENT_ACCOUNT_ID, rootCredentials } from "../../../sandbox/credentials";
import { requireRunning } from "../../../sandbox/require-running";
import { stateFolder } from "../../../sandbox/state-folder";
import { startCommand } from "../../support/processes";
import { freshAccount, letTerraformIn } from "../support/own-accounts";
import { writeTenants } from "../support/tenants-environment";

/* `npm run mapping-stacks -- move` with states in a bucket, of stacks that the file does not have any more. */

const NAME = "gathered";
const BUCKET = "states-of-mapping-stacks";
const folder = join(stateFolder(), "mapping-stacks-in-s3");
const { emulatorUrl: endpoint, region } = requireRunning();
const credentials = rootCredentials(MANAGEMENT_ACCOUNT_ID);
const s3 = new S3Client({ endpoint, region, forcePathStyle: true, credentials });
const keyOf = (stack: string) => `streams/${stack}.tfstate`;

/** A state that holds the handler's mappings of tenants. */
function stateWith(lineage: string, ...tenants: string[]): string {
  const resources = tenants.map((tenant) => ({
    mode: "managed",
    type: "aws_lambda_event_source_mapping",
    name: `mapping_orders_${tenant}`,
    provider: 'provider["registry.terraform.io/hashicorp/aws"].analytics',
    instances: [{ schema_version: 0, attributes: { id: `id of ${tenant}` } }],
  }));
  const outputs = { role_arn: { value: lineage, type: "string" } };
  return JSON.stringify({ version: 4, terraform_version: "1.11.4", serial: 3, lineage, outputs, resources });
}

async function mappingsIn(stack: string): Promise<string[]> {
  const { Body } = await s3.send(new GetObjectCommand({ Bucket: BUCKET, Key: keyOf(stack) }));
  const { resources } = JSON.parse((await Body?.transformToString()) ?? "");
  return resources.map(({ name }: { name: string }) => name);
}

const move = (...parameters: string[]) =>
  startCommand(
    "mapping-stacks",
    ["move", "--environment", NAME, "--copies", join(folder, "copies"), "--json", ...parameters],
    { ...process.env, ENVIRONMENTS_DIRECTORY: folder },
  ).ended;

beforeAll(async () => {
  const lines = ["acme", "india"].map((tenant) => ({ tenant, account: freshAccount(), tableName: "Orders" }));
  await letTerraformIn([MANAGEMENT_ACCOUNT_ID]);
  const backend = { type: "s3", bucket: BUCKET, keyPrefix: "streams" };
  writeTenants({ folder, name: NAME, consumer: freshAccount(), lines, ofEnvironment: { backend } });
  await s3.send(new CreateBucketCommand({ Bucket: BUCKET }));
  const states = {
    "consumer-billing": stateWith("11111111-1111-1111-1111-111111111111"),
    "consumer-billing-mappings-1": stateWith("22222222-2222-2222-2222-222222222222", "india"),
    "consumer-billing-mappings-2": stateWith("33333333-3333-3333-3333-333333333333", "acme", "gone"),
  };
  for (const [stack, Body] of Object.entries(states)) {
    await s3.send(new PutObjectCommand({ Bucket: BUCKET, Key: keyOf(stack), Body }));
  }
});

afterAll(() => s3.destroy());

test("without --earlier, the states of all former mapping stacks are found in the bucket, and what is left there is told", async () => {
  // Act
  const known = await move("--dry-run", "--earlier", "1");
  const moved = await move();
  const again = await move();

  // Assess
  const from = (number: number, tenant: string) => ({
    from: `consumer-billing-mappings-${number}`,
    to: "consumer-billing",
    addresses: [`aws_lambda_event_source_mapping.mapping_orders_${tenant}`],
  });
  expect([known, moved, again].map(({ code, err }) => (code === 0 ? code : err))).toEqual([0, 0, 0]);
  expect(JSON.parse(known.out).moves).toEqual([from(1, "india")]);
  expect(JSON.parse(moved.out).moves).toEqual([from(1, "india"), from(2, "acme")]);
  expect(JSON.parse(again.out).moves).toEqual([]);
  const left = [
    {
      stack: "consumer-billing-mappings-2",
      addresses: ["aws_lambda_event_source_mapping.mapping_orders_gone"],
    },
  ];
  expect([moved, again].map(({ out }) => JSON.parse(out).left)).toEqual([left, left]);
  expect((await mappingsIn("consumer-billing")).sort()).toEqual([
    "mapping_orders_acme",
    "mapping_orders_india",
  ]);
  expect(await mappingsIn("consumer-billing-mappings-2")).toEqual(["mapping_orders_gone"]);
}, 300_000);
