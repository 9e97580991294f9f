import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loadEnvironment } from "../../../config/load-environment";
import type { ConsumerConfig, SourceConfig } from "../../../config/schema";
import { type Ended, startCommand } from "../../support/processes";
import { APPLY_TIMEOUT_MS } from "../support/apply-timeout";
import { inAccounts } from "../support/own-accounts";
import { OwnPipeline } from "../support/own-pipeline";
import { type PipelineEdits, pipelineOnly } from "../support/pipeline-only";

const pipeline = new OwnPipeline("operator-role");
const environments = mkdtempSync(join(tmpdir(), "operator-role-"));

/** Somebody whom the role admits: in a sandbox, the deploy role of an account, as nobody is signed in. */
function deployRole(account: keyof typeof pipeline.accounts): string {
  return `arn:aws:iam::${pipeline.accounts[account]}:role/OrganizationAccountAccessRole`;
}

function operated(roleName: string, trusted: readonly string[]): PipelineEdits {
  const operatorRole: ConsumerConfig["operatorRole"] = {
    roleName,
    rolePath: "/people/",
    trusted: [...trusted],
    externalId: "on-call-1",
  };
  const accessRoles: SourceConfig["accessRoles"] = {
    operators: {
      roleName: "changes-for-operators",
      rolePath: "/",
      allow: [{ actions: ["dynamodb:Scan", "dynamodb:DescribeTable"], table: "changes" }],
      managedPolicies: [],
      trusted: [],
      operators: ["handler"],
      maxSessionDuration: 3600,
      externalId: "operators-1",
    },
  };
  return { source: { accessRoles }, consumer: { operatorRole } };
}

/** Deploys the environment with an operator role. @returns what happened to the consumer's role */
async function deploy(edits: PipelineEdits): Promise<string[]> {
  pipeline.synthesize(edits);
  const { environment } = loadEnvironment("sandbox");
  const file = inAccounts(pipelineOnly(environment, edits), pipeline.accounts);
  writeFileSync(join(environments, "sandbox.yaml"), JSON.stringify(file));
  return (await pipeline.deploy()).filter((event) => event.startsWith("aws_iam_role.operator "));
}

/** Runs commands of people on call, one after the other. */
async function run(...commands: readonly (readonly string[])[]): Promise<Ended[]> {
  const env = { ...process.env, ENVIRONMENTS_DIRECTORY: environments, ENVIRONMENT: "sandbox" };
  const ends: Ended[] = [];
  for (const [name = "", ...args] of commands) ends.push(await startCommand(name, args, env).ended);
  return ends;
}

beforeAll(() => pipeline.open(), APPLY_TIMEOUT_MS);
afterAll(async () => {
  await pipeline.destroy();
  rmSync(environments, { recursive: true, force: true });
}, APPLY_TIMEOUT_MS);

test(
  "deployed, it serves every command; trust is changed in place, and another name replaces it",
  async () => {
    // Prepare
    const created = await deploy(operated("handler-operator", [deployRole("consumer")]));

    // Act
    const [list, backfill, status] = await run(
      ["failures", "list"],
      ["backfill", "--source", "changes", "--json"],
      ["status", "--json"],
    );
    const trusting = await deploy(operated("handler-operator", [deployRole("source")]));
    const [byOthers] = await run(["failures", "list"]);
    const [byName] = await run(["failures", "--role", "people/handler-operator", "list"]);
    const replaced = await deploy(operated("handler-on-call", [deployRole("source")]));
    const [renamed] = await run(["backfill", "--source", "changes", "--dry-run"]);

    // Assess
    expect(created).toEqual([
      "aws_iam_role.operator create started",
      "aws_iam_role.operator create completed",
    ]);
    expect(list).toMatchObject({ code: 0, out: expect.stringContaining("0 failed batches") });
    expect(backfill).toMatchObject({ code: 0, err: expect.stringContaining("About 0 items") });
    expect(JSON.parse(status?.out ?? "")).toMatchObject({ unread: [] });
    expect(trusting).toEqual([
      "aws_iam_role.operator update started",
      "aws_iam_role.operator update completed",
    ]);
    expect(byOthers).toMatchObject({ code: 0 });
    // The management account, which nobody named, may not be an operator.
    expect(byName).toMatchObject({ code: 1, err: expect.stringContaining("cannot be assumed") });
    expect(replaced.map((event) => event.replace("aws_iam_role.operator ", ""))).toEqual([
      "delete started",
      "delete completed",
      "create started",
      "create completed",
    ]);
    expect(renamed).toMatchObject({ code: 0 });
  },
  APPLY_TIMEOUT_MS,
);
