import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { ListTablesCommand } from "@aws-sdk/client-dynamodb";
import { accountReader } from "../../../access/deployed/account-reader";
import { accountSessions } from "../../../accounts/account-session";
import { loadEnvironment } from "../../../config/load-environment";
import { withPlanRoles } from "../../../config/plan-roles";
import type { Environment } from "../../../config/schema";
import type { Drift } from "../../../drift/drift-finding";
import { findDrift } from "../../../drift/find-drift";
import { runProgram } from "../../../programs/run-program";
import { findTerraform } from "../../../programs/tools";
import { accountClients } from "../../../sandbox/account-clients";
import { requireRunning } from "../../../sandbox/require-running";
import { stateFolder } from "../../../sandbox/state-folder";
import { TerraformProject } from "../../../sandbox/terraform-project";
import { sandboxTerraformVariables } from "../../../sandbox/terraform-variables";
import { synthesizePipeline } from "../../../stacks/synthesize-pipeline";
import { APPLY_TIMEOUT_MS } from "../support/apply-timeout";
import { synthesizeVariant } from "../support/environment-variant";
import { freshAccount, freshAccounts, letTerraformIn } from "../support/own-accounts";
import { TABLE } from "../support/pipeline";
import { pipelineOnly } from "../support/pipeline-only";
import { type SessionVariables, sessionFor } from "../support/web-identity";

/*
 * An administrator deploys the roles of a pipeline; then Terraform runs with nothing but a token of a job, as GitHub
 * issues it.
 */

const FOLDER = "pipeline-roles";
const ISSUER = "https://token.actions.githubusercontent.com";
const accounts = freshAccounts();
const tooling = freshAccount();

let roles: TerraformProject;

/** Table, stream and function in accounts of the test's own, with a pipeline in a third account. */
function withPipeline(sandbox: Environment): Environment {
  const { source, consumer } = accounts;
  return {
    ...pipelineOnly(sandbox),
    accounts: {
      source: { id: source, deployRole: { name: "ci/TerraformDeploy", externalId: "pipeline-1" }, tags: {} },
      consumer: { id: consumer, deployRole: "TerraformDeploy", tags: {} },
      tooling: { id: tooling, deployRole: null, tags: {} },
    },
    pipeline: {
      account: "tooling",
      repository: "example-org/streams",
      branch: "main",
      githubEnvironment: "production",
      oidcProvider: "create",
      adminRole: "OrganizationAccountAccessRole",
      planRole: "TerraformPlan",
      planStateRole: "TerraformStatePlan",
      driftRole: "TerraformDrift",
    },
  };
}

/** A session of a job, by what its token says. */
function session(roleName: string, claims: Readonly<Record<string, string>>): Promise<SessionVariables> {
  const role = `arn:aws:iam::${tooling}:role/${roleName}`;
  return sessionFor(role, { iss: ISSUER, aud: "sts.amazonaws.com", ...claims });
}

/** Runs Terraform for the source, with a job's credentials. @returns what it printed */
async function terraform(job: SessionVariables, planning: boolean, ...args: string[]): Promise<string> {
  const variables = planning ? { PLAN_ROLE: "TerraformPlan" } : {};
  synthesizeVariant(`${FOLDER}/stacks`, "sandbox", (one) => withPlanRoles(withPipeline(one), variables));
  const { command } = await findTerraform();
  return runProgram(command, args, {
    cwd: join(stateFolder(), FOLDER, "stacks", "cdktf.out", "stacks", "source"),
    environment: {
      ...sandboxTerraformVariables(requireRunning()),
      ...job,
    },
    remedy: "",
  });
}

/** What the nightly job finds, with a session of the role that the outputs name. */
async function drift(): Promise<Drift> {
  const job = await session("PipelineDrift-sandbox", { sub: "repo:example-org/streams:ref:refs/heads/main" });
  const { emulatorUrl: endpoint, streamMappings } = requireRunning();
  const connection = {
    endpoint,
    lambdaEndpoint: streamMappings.url,
    roleName: "TerraformDrift",
    credentials: {
      accessKeyId: job.AWS_ACCESS_KEY_ID,
      secretAccessKey: job.AWS_SECRET_ACCESS_KEY,
      sessionToken: job.AWS_SESSION_TOKEN,
    },
  };
  const { environment } = loadEnvironment("sandbox");
  const loaded = { name: "sandbox", environment: withPipeline(environment) };
  return findDrift(loaded, async (scope) => {
    const externalId = scope.accountId === accounts.source ? "pipeline-1" : undefined;
    return accountReader(await accountSessions(scope, { ...connection, externalId }));
  });
}

beforeAll(async () => {
  await letTerraformIn([accounts.source, accounts.consumer, tooling]);
  const loaded = loadEnvironment("sandbox");
  const outputFolder = join(stateFolder(), FOLDER, "roles", "cdktf.out");
  mkdirSync(outputFolder, { recursive: true });
  synthesizePipeline({ ...loaded, environment: withPipeline(loaded.environment) }, outputFolder);
  roles = new TerraformProject({ state: requireRunning(), environment: "sandbox", outputFolder });
}, APPLY_TIMEOUT_MS);

test(
  "an administrator deploys the roles, and a second plan is empty",
  async () => {
    // Act
    await Promise.all(roles.stacks().map((stack) => roles.apply(stack)));
    const changed = await roles.changedStacks();

    // Assess
    expect(roles.stacks()).toEqual(["pipeline-consumer", "pipeline-source", "pipeline-tooling"]);
    expect(changed).toEqual([]);
    expect(await roles.outputs("pipeline-tooling")).toEqual({
      DEPLOY_ROLE_ARN: `arn:aws:iam::${tooling}:role/PipelineDeploy-sandbox`,
      DRIFT_ROLE: "TerraformDrift",
      DRIFT_ROLE_ARN: `arn:aws:iam::${tooling}:role/PipelineDrift-sandbox`,
      PLAN_ROLE: "TerraformPlan",
      PLAN_ROLE_ARN: `arn:aws:iam::${tooling}:role/PipelinePlan-sandbox`,
    });
  },
  APPLY_TIMEOUT_MS,
);

test.each([
  ["another repository", "PipelinePlan-sandbox", { sub: "repo:example-org/other:pull_request" }],
  ["another branch", "PipelinePlan-sandbox", { sub: "repo:example-org/streams:ref:refs/heads/mine" }],
  ["another audience", "PipelinePlan-sandbox", { sub: "repo:example-org/streams:pull_request", aud: "else" }],
  [
    "a pull request that looks for drift",
    "PipelineDrift-sandbox",
    { sub: "repo:example-org/streams:pull_request" },
  ],
  [
    "a job that names no environment",
    "PipelineDeploy-sandbox",
    { sub: "repo:example-org/streams:ref:refs/heads/main" },
  ],
  ["another environment", "PipelineDeploy-sandbox", { sub: "repo:example-org/streams:environment:staging" }],
  [
    "another issuer",
    "PipelinePlan-sandbox",
    { sub: "repo:example-org/streams:pull_request", iss: "https://example.com" },
  ],
])("%s gets no session", async (_what, role, claims) => {
  // Act
  const act = session(role, claims);

  // Assess
  await expect(act).rejects.toThrow("Not authorized to perform sts:AssumeRoleWithWebIdentity");
});

test(
  "a job of a pull request plans, and may not apply",
  async () => {
    // Prepare
    const job = await session("PipelinePlan-sandbox", { sub: "repo:example-org/streams:pull_request" });
    await terraform(job, true, "init", "-input=false");

    // Act
    const plan = await terraform(job, true, "plan", "-input=false", "-no-color");
    const act = terraform(job, true, "apply", "-input=false", "-auto-approve", "-no-color");

    // Assess
    expect(plan).toContain("Plan: 4 to add, 0 to change, 0 to destroy.");
    await expect(act).rejects.toThrow("dynamodb:CreateTable");
  },
  APPLY_TIMEOUT_MS,
);

test(
  "a job that plans cannot become the role that deploys",
  async () => {
    // Prepare
    const job = await session("PipelinePlan-sandbox", { sub: "repo:example-org/streams:pull_request" });

    // Act
    const act = terraform(job, false, "plan", "-input=false", "-no-color");

    // Assess
    await expect(act).rejects.toThrow("sts:AssumeRole");
  },
  APPLY_TIMEOUT_MS,
);

test(
  "an approved job deploys, the nightly job finds no drift in it, and an approved job destroys",
  async () => {
    // Prepare
    const job = await session("PipelineDeploy-sandbox", {
      sub: "repo:example-org/streams:environment:production",
    });
    const { dynamodb, destroy } = accountClients(requireRunning(), accounts.source);

    // Act
    await terraform(job, false, "apply", "-input=false", "-auto-approve");
    const { TableNames } = await dynamodb.send(new ListTablesCommand({}));
    const { findings, unread } = await drift();
    await terraform(job, false, "destroy", "-input=false", "-auto-approve");
    destroy();

    // Assess
    expect(TableNames).toEqual([TABLE]);
    expect(findings.map(({ place }) => place)).toEqual(["consumer"]);
    expect(unread).toEqual([]);
  },
  APPLY_TIMEOUT_MS,
);
