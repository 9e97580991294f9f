import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ListEventSourceMappingsCommand, UpdateEventSourceMappingCommand } from "@aws-sdk/client-lambda";
import { CreateBucketCommand, S3Client } from "@aws-sdk/client-s3";
import { accountClients } from "../../../sandbox/account-clients";
import { MANAGEMENT_ACCOUNT_ID, rootCredentials } from "../../../sandbox/credentials";
import { requireRunning } from "../../../sandbox/require-running";
import { GitHubServer } from "../../unit/pipeline/support/github-server";
import { Checkout, type Content, clientEnvironment } from "../support/checkout";
import { freshAccounts, letTerraformIn } from "../support/own-accounts";
import { waitUntil } from "../support/wait-until";
import { bash } from "../support/workflows/bash";
import { type JobResult, runJob } from "../support/workflows/run-job";

/*
 * The scripts of plan.yml, deploy-environment.yml and drift.yml, in their order and with the variables of the files, in
 * a clone whose AWS is the local one and whose GitHub is a small server; then what `npm run` answers to a person there.
 * Each test goes on where the one before it stopped.
 */

/** A job takes half a minute on a quiet machine. */
const JOB_TIMEOUT_MS = 900_000;
const FUNCTION = "workflows-handler";
const accounts = freshAccounts();
const BUCKET = `workflow-states-${accounts.source}`;
const github = new GitHubServer();
const checkout = new Checkout();
const s3 = new S3Client({
  endpoint: requireRunning().emulatorUrl,
  region: requireRunning().region,
  forcePathStyle: true,
  credentials: rootCredentials(MANAGEMENT_ACCOUNT_ID),
});
const BACKEND = { type: "s3", bucket: BUCKET, keyPrefix: "streams" };

/** An environment of real accounts, as far as the project can tell. */
function environment(backend: object): Content {
  return {
    region: requireRunning().region,
    accounts: { source: { id: accounts.source }, consumer: { id: accounts.consumer } },
    backend,
    sources: {
      changes: {
        account: "source",
        tableName: "WorkflowChanges",
        partitionKey: { name: "id" },
        deletionProtection: false,
        unprotectedBecause: "the test destroys it again",
        readers: [{ consumer: "handler" }],
      },
    },
    consumers: {
      handler: {
        account: "consumer",
        roleName: "WorkflowsHandlerRole",
        failureBucket: { removeOldVersionsAfterDays: null },
        function: { name: FUNCTION },
        mappings: [{ source: "changes" }],
        // The emulator gives alarms back without their dimensions, so that every plan would change them.
        alarms: false,
      },
    },
  };
}

/** What every job is given; `more` is what differs. */
async function job(workflow: string, name: string, more: object = {}): Promise<JobResult> {
  const contexts = {
    github: {
      token: github.variables.GITHUB_TOKEN,
      server_url: "https://github.example",
      repository: "acme/streams",
      run_id: 7,
      event: { pull_request: { number: 12 } },
    },
    vars: { PIPELINE_ENVIRONMENTS: "production" },
    matrix: { environment: "production", region: requireRunning().region },
    inputs: { environment: "production", region: requireRunning().region },
    secrets: {},
    ...more,
  };
  const variables = { ...(await clientEnvironment()), ...github.variables, GITHUB_TOKEN: "" };
  return runJob({
    workflow,
    job: name,
    contexts,
    folder: checkout.folder,
    variables: { ...variables, GITHUB_SHA: "0".repeat(40), GITHUB_REF: "refs/pull/12/merge" },
  });
}

/** What a person types, with its exit code. */
async function typed(command: string) {
  return bash(command, checkout.folder, await clientEnvironment());
}

async function setReading(Enabled: boolean): Promise<void> {
  const { lambda, destroy } = accountClients(requireRunning(), accounts.consumer);
  const find = async () =>
    (await lambda.send(new ListEventSourceMappingsCommand({ FunctionName: FUNCTION })))
      .EventSourceMappings?.[0];
  const { UUID = "" } = (await find()) ?? {};
  await lambda.send(new UpdateEventSourceMappingCommand({ UUID, Enabled }));
  await waitUntil(find, (mapping) => mapping?.State === (Enabled ? "Enabled" : "Disabled"));
  destroy();
}

beforeAll(async () => {
  await github.start();
  await letTerraformIn(Object.values(accounts));
  await s3.send(new CreateBucketCommand({ Bucket: BUCKET }));
  checkout.write("production", environment(BACKEND));
});

afterAll(async () => {
  await github.stop();
  s3.destroy();
  checkout.remove();
});

test(
  "plan.yml: a pull request is planned and reviewed, and the review becomes a comment",
  async () => {
    // Act
    const matrix = await job("plan.yml", "environments");
    const plan = await job("plan.yml", "plan");
    const publish = await job("plan.yml", "publish");
    const again = await job("plan.yml", "publish");

    // Assess
    expect(JSON.parse(matrix.outputs.matrix ?? "")).toMatchObject({
      include: [
        { environment: "production", backend: "s3", stacks: [{ kind: "source" }, { kind: "consumer" }] },
      ],
    });
    expect([plan.codes, plan.log]).toEqual([
      { Plan: 0, Review: 0, "Fail on findings of high severity": 0 },
      expect.stringContaining("source-changes"),
    ]);
    expect([publish.codes, again.codes]).toEqual(Array(2).fill({ Comment: 0, "Code scanning": 0 }));
    expect(github.comments).toHaveLength(1);
    expect(github.comments[0]?.body).toContain(plan.summary.trim().slice(0, 200));
    const uploads = github.received.filter(({ path }) => path === "/code-scanning/sarifs");
    expect(uploads.map(({ body }) => body.ref)).toEqual(Array(2).fill("refs/pull/12/merge"));
  },
  JOB_TIMEOUT_MS,
);

test(
  "deploy-environment.yml: an environment that nobody protects is not even planned",
  async () => {
    // Act
    const { codes, log } = await job("deploy-environment.yml", "plan");

    // Assess
    expect(codes).toEqual({ "Somebody must approve": 1 });
    expect(log).toContain('The repository has no environment "production" on GitHub.');
  },
  JOB_TIMEOUT_MS,
);

test(
  "deploy-environment.yml: what was approved is applied, sources first, and nothing else",
  async () => {
    // Prepare
    github.environments.set("production", {
      protection_rules: [{ type: "required_reviewers", reviewers: [{}] }],
      deployment_branch_policy: { protected_branches: true },
    });
    const plan = () => job("deploy-environment.yml", "plan");
    const apply = (outputs: object) =>
      job("deploy-environment.yml", "apply", { needs: { plan: { outputs } } });

    // Act
    const first = await plan();
    const forged = await apply({ fingerprint: "0".repeat(64) });
    const sources = await apply(first.outputs);
    const second = await plan();
    const consumers = await apply(second.outputs);

    // Assess
    const planned = { "Somebody must approve": 0, Plan: 0, Review: 0, Fingerprint: 0 };
    expect([first, second].map(({ codes }) => codes)).toEqual([planned, planned]);
    expect([first, second].map(({ outputs }) => outputs.changes)).toEqual(["true", "true"]);
    expect([forged, sources, consumers].map(({ codes }) => codes)).toEqual([
      { "Plan again": 0, "Only what was approved": 1 },
      { "Plan again": 0, "Only what was approved": 0, Apply: 2 },
      { "Plan again": 0, "Only what was approved": 0, Apply: 0, "Smoke test": 0 },
    ]);
    expect(sources.log).toContain(
      "consumer-handler: not applied; it was planned before source-changes was deployed",
    );
  },
  JOB_TIMEOUT_MS,
);

test(
  "npm run apply refuses plans that were applied, with exit code 1; npm run plan then has exit code 0",
  async () => {
    // Act
    const apply = await typed("npm run apply -- --plans plans");
    const plan = await typed("npm run --silent plan -- --environment production --out plans");
    const broken = await typed("npm run plan -- --environment nowhere");

    // Assess
    expect([apply.code, plan.code, broken.code]).toEqual([1, 0, 1]);
    expect(apply.log).toContain(
      "The plans are stale: plan again. Nothing was applied.\n  consumer-handler: ",
    );
    expect(broken.log).toContain('There is no environment "nowhere"');
  },
  JOB_TIMEOUT_MS,
);

test(
  "drift.yml: an issue is opened while somebody's change is there, and closed when it is gone",
  async () => {
    // Prepare
    const night = async () => {
      const drift = await job("drift.yml", "drift");
      const code = readFileSync(join(checkout.folder, "report/exit-code"), "utf8").trim();
      const report = await job("drift.yml", "report");
      return { code, codes: { ...drift.codes, ...report.codes }, log: report.log };
    };

    // Act
    const quiet = await night();
    await setReading(false);
    const disabled = await night();
    await setReading(true);
    const putBack = await night();

    // Assess
    expect([quiet, disabled, putBack].map(({ code }) => code)).toEqual(["0", "2", "0"]);
    expect([quiet, disabled, putBack].map(({ codes }) => codes)).toEqual(
      Array(3).fill({ Drift: 0, Issue: 0 }),
    );
    expect(quiet.log).toContain("No issue is open.");
    expect(github.issues).toEqual([
      expect.objectContaining({ title: "Drift in production", state: "closed" }),
    ]);
    expect(github.issues[0]?.body).toContain("aws_lambda_event_source_mapping.mapping_changes");
  },
  JOB_TIMEOUT_MS,
);
