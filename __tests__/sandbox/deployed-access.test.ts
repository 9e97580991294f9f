import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DescribeTableCommand, UpdateTableCommand } from "@aws-sdk/client-dynamodb";
import {
  CreateRoleCommand,
  DeleteRoleCommand,
  DeleteRolePolicyCommand,
  PutRolePolicyCommand,
} from "@aws-sdk/client-iam";
import { deployedFindings } from "../../access/deployed/inventory/deployed-findings";
import { deployedAccounts } from "../../cli/access/deployed-accounts";
import { loadEnvironment } from "../../config/load-environment";
import { fromLoaded } from "../../config/loaded";
import { PROJECT_ROOT } from "../../config/paths";
import type { Environment } from "../../config/schema";
import { scripts } from "../../package.json";
import { MANAGEMENT_ACCOUNT_ID } from "../../sandbox/credentials";
import { APIS } from "./support/by-hand/apis";
import type { Hands } from "./support/by-hand/by-hand";
import { DATA } from "./support/by-hand/data";
import { FUNCTIONS } from "./support/by-hand/functions";
import { IDENTITIES } from "./support/by-hand/identities";
import { inAccounts } from "./support/own-accounts";
import { OwnPipeline } from "./support/own-pipeline";
import { rootReader } from "./support/root-reader";

const pipeline = new OwnPipeline("deployed-access");
let hands: Hands;

/** Whose tokens the reader's API accepts. */
const TOKENS = {
  type: "jwt",
  issuer: "https://login.example.com/",
  audience: ["devices"],
  scopes: ["devices/read"],
} as const;

/** The environment `sandbox` with a table that is worth something, and an API that asks for tokens. */
function guarded(environment: Environment): Environment {
  const changes = fromLoaded(environment.sources.changes, "sources.changes");
  const encryption = { type: "customer-managed" } as const;
  const handler = fromLoaded(environment.consumers.handler, "consumers.handler");
  const readerApi = fromLoaded(handler.readerApi, "consumers.handler.readerApi");
  const authorization = { ...TOKENS, audience: [...TOKENS.audience], scopes: [...TOKENS.scopes] };
  return {
    ...environment,
    sources: { changes: { ...changes, encryption, deletionProtection: true } },
    consumers: { handler: { ...handler, readerApi: { ...readerApi, authorization } } },
  };
}

async function found({ administrators, readRole }: { administrators?: string[]; readRole?: string } = {}) {
  const loaded = structuredClone(loadEnvironment("sandbox").environment);
  const environment = inAccounts(guarded(loaded), pipeline.accounts);
  const readerOf = deployedAccounts(environment, readRole);
  const { findings, notes } = await deployedFindings(
    { name: "sandbox", environment },
    { readerOf, administrators },
  );
  return { findings: findings.map((one) => `${one.place}: ${one.found}`), notes };
}

/** Reading two accounts takes seconds, on a busy machine a minute. */
jest.setTimeout(240_000);

beforeAll(async () => {
  await pipeline.open();
  pipeline.synthesizeWhole(guarded);
  await pipeline.deploy();
  const { source: sourceId, consumer: consumerId } = pipeline.accounts;
  const source = await rootReader(sourceId);
  const { Table } = await source.dynamodb.send(new DescribeTableCommand({ TableName: "CrossAccountTest" }));
  hands = {
    source,
    consumer: await rootReader(consumerId),
    sourceId,
    consumerId,
    streamArn: String(Table?.LatestStreamArn),
    keyArn: String(Table?.SSEDescription?.KMSMasterKeyArn),
  };
});

test("what was deployed differs in nothing", async () => {
  // Act
  const { findings, notes } = await found();

  // Assess
  expect({ findings, notes }).toEqual({ findings: [], notes: [] });
});

test.each([...IDENTITIES, ...FUNCTIONS, ...DATA, ...APIS])(
  "by hand: $name",
  async ({ change, found: expected }) => {
    // Prepare
    const undo = await change(hands);

    // Act
    const { findings, notes } = await found();
    await undo();

    // Assess
    expect({ findings, notes }).toEqual({ findings: expected(hands), notes: [] });
  },
);

test("an administrator who is named is noted", async () => {
  // Prepare
  const { iam } = hands.consumer;
  const AssumeRolePolicyDocument = policyOf({
    Principal: { AWS: hands.consumerId },
    Action: "sts:AssumeRole",
  });
  await iam.send(new CreateRoleCommand({ RoleName: "operators", AssumeRolePolicyDocument }));
  const PolicyDocument = policyOf({ Action: "*", Resource: "*" });
  await iam.send(new PutRolePolicyCommand({ RoleName: "operators", PolicyName: "all", PolicyDocument }));

  // Act
  const { findings, notes } = await found({ administrators: ["operators"] });
  await iam.send(new DeleteRolePolicyCommand({ RoleName: "operators", PolicyName: "all" }));
  await iam.send(new DeleteRoleCommand({ RoleName: "operators" }));

  // Assess
  expect({ findings, notes }).toEqual({
    findings: [],
    notes: [`role operators of account ${hands.consumerId} was named as an administrator`],
  });
});

test("what the role must not read is noted, resource by resource, and is no finding", async () => {
  // Prepare: an auditor without permissions for keys, buckets and APIs
  const trust = policyOf({ Principal: { AWS: MANAGEMENT_ACCOUNT_ID }, Action: "sts:AssumeRole" });
  const services = ["iam", "dynamodb", "lambda", "logs"].flatMap((name) =>
    ["Get*", "List*", "Describe*"].map((action) => `${name}:${action}`),
  );
  for (const { iam } of [hands.source, hands.consumer]) {
    await iam.send(new CreateRoleCommand({ RoleName: "auditor", AssumeRolePolicyDocument: trust }));
    const PolicyDocument = policyOf({ Action: services, Resource: "*" });
    await iam.send(new PutRolePolicyCommand({ RoleName: "auditor", PolicyName: "read", PolicyDocument }));
  }

  // Act
  const { findings, notes } = await found({ administrators: ["auditor"], readRole: "auditor" });

  // Assess
  expect(findings).toEqual([]);
  const bucket = `bucket crossaccountdynamodbhandler-failures-${hands.consumerId}-us-east-1`;
  const unknown = `cannot be compared: nothing tells what \${aws_kms_key.table_key.arn} is`;
  expect(notes.map((note) => note.replace(/: AccessDenied\w*: .*$/, ": denied"))).toEqual(
    [
      `APIs of account ${hands.consumerId} in us-east-1 cannot be read: denied`,
      ...["ACL", "encryption", "lifecycle", "policy", "public access block", "replication", "versioning"].map(
        (what) => `${what} of ${bucket} cannot be read: denied`,
      ),
      `consumer aws_iam_role_policy.role_policy policy ${unknown}`,
      "key alias/dynamodb/CrossAccountTest cannot be read: denied",
      ...[hands.sourceId, hands.consumerId].map(
        (id) => `role auditor of account ${id} was named as an administrator`,
      ),
      `source aws_dynamodb_table.table server_side_encryption ${unknown}`,
    ].sort(),
  );
});

function policyOf(statement: object): string {
  return JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", ...statement }] });
}

/** Runs the command as `npm run access` does, on the same environment as a file. */
async function runCommand(...parameters: string[]) {
  const directory = mkdtempSync(join(tmpdir(), "deployed-access-"));
  const text = readFileSync(join(String(process.env.ENVIRONMENTS_DIRECTORY), "sandbox.yaml"), "utf8")
    .replace("111111111111", hands.sourceId)
    .replace("222222222222", hands.consumerId)
    .replace("deletionProtection: false", "encryption: { type: customer-managed }")
    .replace("    readerApi:\n", (line) => `${line}      authorization: ${JSON.stringify(TOKENS)}\n`);
  writeFileSync(join(directory, "sandbox.yaml"), text);
  const [, ...command] = scripts.access.split(" ");
  const env = { ...process.env, ENVIRONMENTS_DIRECTORY: directory };
  const all = [...command, "--environment", "sandbox", "--deployed", ...parameters];
  const { status, stdout, stderr } = spawnSync(process.execPath, all, {
    cwd: PROJECT_ROOT,
    env,
    encoding: "utf8",
  });
  rmSync(directory, { recursive: true });
  return { status, stdout, stderr };
}

test("the command: exit code 0, the matrix and the notes", async () => {
  // Act
  const { status, stdout, stderr } = await runCommand("--administrator", "auditor");

  // Assess
  expect({ status, stderr }).toEqual({ status: 0, stderr: expect.stringMatching(/^AWS: .*\n$/) });
  const notes = [hands.sourceId, hands.consumerId]
    .sort()
    .map((id) => `  role auditor of account ${id} was named as an administrator\n`);
  expect(stdout).toContain(`\n\nNot judged:\n${notes.join("")}`);
  expect(stdout).toMatch(/\n\d+ cells, 0 differ from the environment file\.\n/);
});

test("the command: exit code 1 and what is there", async () => {
  // Prepare
  const { dynamodb } = hands.source;
  const protect = (DeletionProtectionEnabled: boolean) =>
    dynamodb.send(new UpdateTableCommand({ TableName: "CrossAccountTest", DeletionProtectionEnabled }));
  await protect(false);

  // Act
  const { status, stderr } = await runCommand("--administrator", "auditor");
  await protect(true);

  // Assess
  expect(status).toBe(1);
  expect(stderr).toContain(
    `What is deployed differs from the environment file in 1 places, and the stacks break 0 rules of the guards.
source aws_dynamodb_table.table deletion_protection_enabled
  expected: true
  found:    false
  It decides what the table exposes, and how it is protected.
`,
  );
});
