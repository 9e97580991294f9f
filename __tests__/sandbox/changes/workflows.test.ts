import { readFileSync, renameSync } from "node:fs";
import { join } from "node:path";
import { CreateRoleCommand, PutRolePolicyCommand } from "@aws-sdk/client-iam";
import { ListEventSourceMappingsCommand, UpdateEventSourceMappingCommand } from "@aws-sdk/client-lambda";
import { CreateBucketCommand, ListObjectsV2Command, S3Client } from "@aws-sdk/client-s3";
import { stringify } from "yaml";
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

const JOB_TIMEOUT_MS = 400_000;
const FUNCTION = "workflows-handler";
const accounts = freshAccounts();
const BUCKET = `workflow-states-${accounts.source}`;
const STATE_ROLE = `state-${accounts.source}`;
const github = new GitHubServer();
const checkout = new Checkout();
const s3 = new S3Client({
  endpoint: requireRunning().emulatorUrl,
  region: requireRunning().region,
  forcePathStyle: true,
  credentials: rootCredentials(MANAGEMENT_ACCOUNT_ID),
});
const BACKEND = { type: "s3", bucket: BUCKET, keyPrefix: "streams" };
const MOVED = {
  ...BACKEND,
  keyPrefix: "moved",
  roleArn: `arn:aws:iam::${MANAGEMENT_ACCOUNT_ID}:role/${STATE_ROLE}`,
};

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

/** An artifact is in a folder of its own until another job downloads it. */
function keysOf(prefix: string): Promise<string[]> {
  return s3
    .send(new ListObjectsV2Command({ Bucket: BUCKET, Prefix: prefix }))
    .then(({ Contents = [] }) =>
      Contents.map(({ Key = "" }) => Key).filter((key) => key.endsWith(".tfstate")),
    );
}

/** Gives the role of the state these statements. */
async function letStateRole(keys: readonly string[]): Promise<void> {
  const { iam, destroy } = accountClients(requireRunning(), MANAGEMENT_ACCOUNT_ID);
  const Statement = [
    { Effect: "Allow", Action: "s3:ListBucket", Resource: `arn:aws:s3:::${BUCKET}` },
    {
      Effect: "Allow",
      Action: ["s3:GetObject", "s3:PutObject", "s3:DeleteObject"],
      Resource: keys.map((key) => `arn:aws:s3:::${BUCKET}/${key}`),
    },
  ];
  const PolicyDocument = JSON.stringify({ Version: "2012-10-17", Statement });
  await iam.send(new PutRolePolicyCommand({ RoleName: STATE_ROLE, PolicyName: "state", PolicyDocument }));
  destroy();
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
  const { iam, destroy } = accountClients(requireRunning(), MANAGEMENT_ACCOUNT_ID);
  const Principal = { AWS: `arn:aws:iam::${MANAGEMENT_ACCOUNT_ID}:root` };
  const trust = {
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Principal, Action: "sts:AssumeRole" }],
  };
  await iam.send(
    new CreateRoleCommand({ RoleName: STATE_ROLE, AssumeRolePolicyDocument: JSON.stringify(trust) }),
  );
  destroy();
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
    const deploy = async (fingerprint?: string) => {
      const { codes: planned, outputs } = await job("deploy-environment.yml", "plan");
      const needs = { plan: { outputs: { ...outputs, ...(fingerprint && { fingerprint }) } } };
      const { codes: applied, log } = await job("deploy-environment.yml", "apply", { needs });
      return { planned, changes: outputs.changes, applied, log };
    };

    // Act
    const forged = await deploy("0".repeat(64));
    const sources = await deploy();
    const consumers = await deploy();

    // Assess
    const planned = { "Somebody must approve": 0, Plan: 0, Review: 0, Fingerprint: 0 };
    expect(forged).toMatchObject({ planned, applied: { "Plan again": 0, "Only what was approved": 1 } });
    expect(sources).toMatchObject({
      planned,
      changes: "true",
      applied: { "Plan again": 0, "Only what was approved": 0, Apply: 2 },
    });
    expect(sources.log).toContain(
      "consumer-handler: not applied; it was planned before source-changes was deployed",
    );
    expect(consumers).toMatchObject({
      planned,
      changes: "true",
      applied: { "Plan again": 0, "Only what was approved": 0, Apply: 0 },
    });
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

test(
  "npm run backend -- move: the states arrive, and the consumer reads that of the source with the state's role",
  async () => {
    // Prepare
    renameSync(join(checkout.folder, "environments/production.yaml"), join(checkout.folder, "before.yaml"));
    checkout.write("production", environment(MOVED));
    await letStateRole(["moved/*"]);
    const move = "npm run backend -- move --environment production --from before.yaml";

    // Act
    const unknown = await typed("npm run backend -- move --environment production --from nowhere.yaml");
    const dryRun = await typed(`${move} --dry-run`);
    const before = await keysOf("moved/");
    const moved = await typed(move);
    const after = await keysOf("moved/");
    const again = await typed(move);
    const plan = await typed("npm run --silent plan -- --environment production --out plans");
    await letStateRole(["moved/consumer-handler.tfstate*"]);
    const refused = await typed("npm run --silent plan -- --environment production --out plans");

    // Assess
    expect([unknown, dryRun, moved, again].map(({ code }) => code)).toEqual([1, 0, 0, 0]);
    expect([before, after]).toEqual([[], ["moved/consumer-handler.tfstate", "moved/source-changes.tfstate"]]);
    expect([plan.code, plan.log.includes("No changes")]).toEqual([0, true]);
    expect(refused.code).toBe(1);
    expect(refused.log).toContain("consumer-handler");
    expect(stringify(refused.log)).toContain("AccessDenied");
  },
  JOB_TIMEOUT_MS,
);
