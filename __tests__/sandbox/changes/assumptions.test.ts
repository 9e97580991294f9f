import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DescribeAlarmsCommand } from "@aws-sdk/client-cloudwatch";
import { CloudWatchLogsClient, DescribeLogGroupsCommand } from "@aws-sdk/client-cloudwatch-logs";
import { ListTablesCommand } from "@aws-sdk/client-dynamodb";
import { ListRolesCommand } from "@aws-sdk/client-iam";
import { KMSClient, ListAliasesCommand } from "@aws-sdk/client-kms";
import { ListFunctionsCommand } from "@aws-sdk/client-lambda";
import { ListBucketsCommand } from "@aws-sdk/client-s3";
import { PROJECT_ROOT } from "../../../config/paths";
import { rootCredentials } from "../../../sandbox/credentials";
import { type Ended, startCommand } from "../../support/processes";
import { APPLY_TIMEOUT_MS } from "../support/apply-timeout";
import { Account, emulatorUrl, REGION } from "../support/aws";
import { letTerraformIn } from "../support/own-accounts";

const source = new Account();
const consumer = new Account();
/** Of the environment file, and of everything that the command leaves on disk. */
const environments = mkdtempSync(join(tmpdir(), "environments-"));
const temporary = mkdtempSync(join(tmpdir(), "trials-"));

beforeAll(async () => {
  const example = readFileSync(join(PROJECT_ROOT, "__tests__/fixtures/environments/sandbox.yaml"), "utf8");
  const own = example.replaceAll("111111111111", source.id).replaceAll("222222222222", consumer.id);
  writeFileSync(join(environments, "sandbox.yaml"), own);
  await letTerraformIn([source.id, consumer.id]);
});

afterAll(() => {
  for (const folder of [environments, temporary]) rmSync(folder, { recursive: true });
});

/** `npm run smoke -- --assumptions`. @param interruptAt words on the standard error after which Ctrl-C is pressed */
function smoke(args: readonly string[], interruptAt?: string): Promise<Ended> {
  const { child, ended } = startCommand(
    "smoke",
    ["--assumptions", "--environment", "sandbox", "--region", REGION, ...args],
    { ...process.env, ENVIRONMENTS_DIRECTORY: environments, TMPDIR: temporary },
  );
  let told = "";
  child.stderr?.on("data", (piece) => {
    told += piece;
    if (interruptAt === undefined || !told.includes(interruptAt)) return;
    told = "";
    child.kill("SIGINT");
  });
  return ended;
}

/** Everything that trials could leave in an account, by name. */
async function presentIn(account: Account): Promise<string[]> {
  const own = { endpoint: emulatorUrl(), region: REGION, credentials: rootCredentials(account.id) };
  const logs = new CloudWatchLogsClient(own);
  const kms = new KMSClient(own);
  const [tables, roles, functions, mappings, buckets, alarms, groups, aliases] = await Promise.all([
    account.dynamodb.send(new ListTablesCommand()),
    account.iam.send(new ListRolesCommand()),
    account.lambda.send(new ListFunctionsCommand()),
    account.mappings(),
    account.s3.send(new ListBucketsCommand()),
    account.cloudWatch.send(new DescribeAlarmsCommand()),
    logs.send(new DescribeLogGroupsCommand()),
    kms.send(new ListAliasesCommand()),
  ]);
  for (const client of [logs, kms]) client.destroy();
  return [
    ...(tables.TableNames ?? []),
    ...(roles.Roles ?? []).map(({ RoleName }) => RoleName),
    ...(functions.Functions ?? []).map(({ FunctionName }) => FunctionName),
    ...mappings.map(({ UUID }) => UUID),
    ...(buckets.Buckets ?? []).map(({ Name }) => Name),
    ...(alarms.MetricAlarms ?? []).map(({ AlarmName }) => AlarmName),
    ...(groups.logGroups ?? []).map(({ logGroupName }) => logGroupName),
    ...(aliases.Aliases ?? []).map(({ AliasName }) => AliasName),
  ].map((name) => String(name));
}

/** Only the role that lets Terraform in. */
async function expectNothingLeft(): Promise<void> {
  for (const account of [source, consumer]) {
    const present = await presentIn(account);
    expect(present.filter((name) => !name.startsWith("alias/aws/"))).toEqual([
      "OrganizationAccountAccessRole",
    ]);
  }
  expect(readdirSync(temporary).filter((name) => name.startsWith("assumptions-"))).toEqual([]);
}

test(
  "every assumption is tried, the report says whose behaviour was seen, and everything is destroyed",
  async () => {
    // Act
    const { code, out, err } = await smoke(["--json"]);
    // Assess
    const report = JSON.parse(out);
    const outcomes = report.assumptions.map((one: { id: string; outcome: string }) => [one.id, one.outcome]);
    expect(outcomes).toEqual([
      ["A1", "confirmed"],
      // The emulator does not know streams of other accounts.
      ["A2", "not tried"],
      // The emulator keeps the role's ARN in the policy, where AWS keeps its unique ID.
      ["A3", "refuted"],
      ["A4", "confirmed"],
      ["A5", "confirmed"],
      ["A6", "confirmed"],
      ["A7", "confirmed"],
      ["A8", "confirmed"],
      ["A10", "confirmed"],
      ["A11", "not tried"],
      ["A12", "not tried"],
      ["A13", "not tried"],
      ["A14", "not tried"],
      ["A15", "not tried"],
    ]);
    expect(report).toMatchObject({
      answeredBy: "sandbox",
      settled: false,
      sourceAccountId: source.id,
      consumerAccountId: consumer.id,
      region: REGION,
      notDestroyed: [],
    });
    expect(err).toContain("AWS: the sandbox at ");
    expect(err).toContain(
      `in account ${source.id}, as role OrganizationAccountAccessRole: two DynamoDB tables`,
    );
    expect(code).toBe(2);
    await expectNothingLeft();
  },
  APPLY_TIMEOUT_MS,
);

test(
  "Ctrl-C during a deployment destroys what was made by then",
  async () => {
    // Act
    const { code, out } = await smoke(["--only", "A1,A2"], "deploying consumer-plain");
    // Assess
    expect(out).toContain("A1 not tried");
    expect(out).toContain("The command was interrupted.");
    expect(code).toBe(130);
    await expectNothingLeft();
  },
  APPLY_TIMEOUT_MS,
);
