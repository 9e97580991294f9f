import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DeleteResourcePolicyCommand, DescribeTableCommand } from "@aws-sdk/client-dynamodb";
import { UpdateFunctionConfigurationCommand } from "@aws-sdk/client-lambda";
import { loadEnvironment } from "../../config/load-environment";
import { PROJECT_ROOT } from "../../config/paths";
import { scripts } from "../../package.json";
import { inAccounts } from "./support/own-accounts";
import { OwnPipeline } from "./support/own-pipeline";
import { FUNCTION, ROLE, TABLE } from "./support/pipeline";
import { pipelineOnly } from "./support/pipeline-only";
import { waitUntil } from "./support/wait-until";

const pipeline = new OwnPipeline("status");
const environments = mkdtempSync(join(tmpdir(), "status-"));
/** A failed batch is not tried again: the test need not wait. */
const EDITS = { mapping: { maximumRetryAttempts: 0, bisectBatchOnFunctionError: false } };

jest.setTimeout(400_000);

/** Runs a command as npm does, with the environment of this file. */
function run(command: "status" | "explain", ...parameters: string[]) {
  const [, ...program] = scripts[command].split(" ");
  const all = [...program, "--environment", "sandbox", ...parameters];
  const { status, stdout, stderr } = spawnSync(process.execPath, all, {
    cwd: PROJECT_ROOT,
    env: { ...process.env, ENVIRONMENTS_DIRECTORY: environments },
    encoding: "utf8",
  });
  return { status, stdout, stderr };
}

/** Looks until the exit code is the wanted one. */
function settled(wanted: number) {
  return waitUntil(
    async () => run("status"),
    ({ status }) => status === wanted,
    90_000,
  );
}

/** ARN of the table's stream. */
async function streamArn(): Promise<string> {
  const { dynamodb, destroy } = pipeline.clients("source");
  const { Table } = await dynamodb.send(new DescribeTableCommand({ TableName: TABLE }));
  destroy();
  return String(Table?.LatestStreamArn);
}

beforeAll(async () => {
  const environment = inAccounts(
    pipelineOnly(structuredClone(loadEnvironment("sandbox").environment), EDITS),
    pipeline.accounts,
  );
  // JSON is YAML as well.
  writeFileSync(join(environments, "sandbox.yaml"), JSON.stringify(environment));
  await pipeline.open();
  pipeline.synthesize(EDITS);
});

afterAll(() => rmSync(environments, { recursive: true }));

test("what is not deployed is wrong, each part of it", () => {
  // Act
  const { status, stdout } = run("status", "--json");

  // Assess
  expect(status).toBe(2);
  const { problems } = JSON.parse(stdout) as { problems: { place: string; cause: string }[] };
  expect(problems.map(({ place, cause }) => `${place}: ${cause}`)).toEqual([
    `source changes: There is no table ${TABLE}.`,
    `handler: There is no function ${FUNCTION}.`,
    "handler <- changes: There is no such mapping: nothing reads the stream.",
    expect.stringMatching(/^handler: There is no failure bucket /),
  ]);
});

test("a pipeline that works is healthy, with its lag", async () => {
  // Prepare
  await pipeline.deploy();
  await pipeline.put(["first"]);
  await pipeline.arrived(["first"]);

  // Act
  const { status, stdout, stderr } = await settled(0);

  // Assess
  expect(stderr).toMatch(/^AWS: the sandbox at http:.*\n$/);
  // How wide a column is depends on the lag.
  expect(stdout.replace(/\d+ (second|minute)s?/, "0 seconds").replace(/(?<=\S) {2,}/g, "  ")).toBe(
    [
      "Environment sandbox: nothing is wrong.",
      "",
      "Mappings",
      "  mapping  state  last result  lag  failed batches  stream policy",
      "  handler <- changes  Enabled  OK  0 seconds  0  as intended",
      "",
      "Functions",
      `  ${FUNCTION}: code and settings as in the file`,
      "",
      "Alarms",
      "  handler: off in the environment file",
      "",
    ].join("\n"),
  );
  expect(status).toBe(0);
});

test("a stream policy that was deleted by hand is explained, and forgotten when it is back", async () => {
  // Prepare
  const ResourceArn = await streamArn();
  const { dynamodb, destroy } = pipeline.clients("source");
  await dynamodb.send(new DeleteResourcePolicyCommand({ ResourceArn }));
  destroy();
  await pipeline.refused();

  // Act
  const wrong = run("status");
  const explained = run(
    "explain",
    ...[
      "--deployed",
      "--principal",
      "handler",
      "--action",
      "dynamodb:DescribeStream",
      "--resource",
      ResourceArn,
    ],
  );
  await pipeline.deploy("source");
  const { stdout: after } = await settled(0);

  // Assess
  const session = `User: arn:aws:sts::${pipeline.accounts.consumer}:assumed-role/${ROLE}/`;
  const denial = `is not authorized to perform: dynamodb:DescribeStream on resource: ${ResourceArn} because no resource-based policy allows the dynamodb:DescribeStream action`;
  expect(wrong.status).toBe(2);
  expect(
    wrong.stdout.replace(/awslambda_\d+_\d+/, "SESSION").split("What is wrong, and what to do\n")[1],
  ).toBe(
    [
      "  source changes: Its stream has no policy: no consumer in another account can read it.",
      "    Deploy the stack source again: npm run plan -- --environment sandbox, and then npm run apply -- --plans plans/sandbox",
      `  handler <- changes: AWS says: ${session}SESSION ${denial}`,
      "    Across accounts both sides must allow it: the caller's own policies and the resource's.",
      "    - The caller's own policies allow it: ReadStreams (consume-streams).",
      "    - The resource-based policy of the stream is not there.",
      "    The environment file grants it, so what is deployed was changed, or never deployed. See what differs: npm run drift -- --environment sandbox",
      "    Put it back: npm run plan -- --environment sandbox, and then npm run apply -- --plans plans/sandbox",
      "",
    ].join("\n"),
  );
  expect(explained.status).toBe(2);
  expect(explained.stdout).toContain(`${session}SESSION ${denial}\n`);
  expect(explained.stdout).toContain("\n  - The resource-based policy of the stream is not there.\n");
  expect(after).toContain("Environment sandbox: nothing is wrong.");
});

test("a batch in the failure bucket is told, for the mapping that it failed in", async () => {
  // Prepare
  const { lambda, destroy } = pipeline.clients("consumer");
  const handle = (Handler: string) =>
    lambda.send(new UpdateFunctionConfigurationCommand({ FunctionName: FUNCTION, Handler }));
  await handle("index.missing");
  await pipeline.put(["poison"]);
  await pipeline.failing();
  await handle("index.handler");
  await pipeline.put(["second"]);
  await pipeline.arrived(["second"]);
  destroy();

  // Act
  const { status, stdout } = run("status");

  // Assess
  const bucket = `crossaccountdynamodbhandler-failures-${pipeline.accounts.consumer}-us-east-1`;
  expect(status).toBe(2);
  expect(stdout).toMatch(
    new RegExp(
      `\\n {2}handler <- changes: 1 batch in the failure bucket ${bucket}, the oldest for \\d+ seconds?\\.\\n`,
    ),
  );
  expect(stdout).toContain("\n    Look at them: npm run failures -- list --environment sandbox\n");
  expect(stdout).not.toContain("poison");
});
