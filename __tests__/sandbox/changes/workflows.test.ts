import { CreateBucketCommand, S3Client } from "@aws-sdk/client-s3";
import { MANAGEMENT_ACCOUNT_ID, rootCredentials } from "../../../sandbox/credentials";
import { requireRunning } from "../../../sandbox/require-running";
import { GitHubServer } from "../../unit/pipeline/support/github-server";
import { Checkout, type Content, clientEnvironment } from "../support/checkout";
import { freshAccounts, letTerraformIn } from "../support/own-accounts";
import { type JobResult, runJob } from "../support/workflows/run-job";

/*
 * The scripts of plan.yml, and the first one of deploy-environment.yml, in their order and with the variables of the
 * files, in a clone whose AWS is the local one and whose GitHub is a small server.
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
