import { IAMClient, PutRolePolicyCommand } from "@aws-sdk/client-iam";
import { earlierBackend } from "../../../backends/move/earlier-backend";
import { moveStates } from "../../../backends/move/move-states";
import { loadEnvironment } from "../../../config/load-environment";
import type { BackendConfig, Environment } from "../../../config/schema";
import { rootCredentials } from "../../../sandbox/credentials";
import { requireRunning } from "../../../sandbox/require-running";
import { createStateBucket } from "../../../sandbox/state-bucket";
import { statePath } from "../../../sandbox/state-folder";
import { APPLY_TIMEOUT_MS } from "../support/apply-timeout";
import { freshAccount, inAccounts } from "../support/own-accounts";
import { OwnPipeline } from "../support/own-pipeline";
import { pipelineOnly } from "../support/pipeline-only";

const FOLDER = "moved-state";
const STATE_ACCOUNT = freshAccount();
const STATE_ROLE = "TerraformState";
const BUCKET = `moved-state-${STATE_ACCOUNT}`;
const BACKEND: BackendConfig = {
  type: "s3",
  bucket: BUCKET,
  keyPrefix: "streams",
  lockFile: true,
  roleArn: `arn:aws:iam::${STATE_ACCOUNT}:role/${STATE_ROLE}`,
};

/** Refuses the role of the state one object, or nothing. */
async function refuse(object: string | undefined): Promise<void> {
  const { emulatorUrl: endpoint, region } = requireRunning();
  const iam = new IAMClient({ endpoint, region, credentials: rootCredentials(STATE_ACCOUNT) });
  const Resource = `arn:aws:s3:::${BUCKET}/${object ?? "nothing"}`;
  const Statement = [{ Effect: "Deny", Action: "s3:GetObject", Resource }];
  const PolicyDocument = JSON.stringify({ Version: "2012-10-17", Statement });
  await iam.send(new PutRolePolicyCommand({ RoleName: STATE_ROLE, PolicyName: "refused", PolicyDocument }));
  iam.destroy();
}

test(
  "after a move from files to S3, the consumer is planned and deployed with the source's state, read in the state's role",
  async () => {
    // Prepare
    const pipeline = new OwnPipeline(FOLDER);
    await pipeline.open();
    pipeline.synthesize();
    await pipeline.deploy("source");
    const { emulatorUrl, region } = requireRunning();
    const place = { bucket: BUCKET, keyPrefix: "streams", region, accountId: STATE_ACCOUNT };
    await createStateBucket(emulatorUrl, { ...place, roleName: STATE_ROLE });
    const inBucket = (environment: Environment) => ({ ...pipelineOnly(environment), backend: BACKEND });
    const loaded = loadEnvironment("sandbox");
    const consumer = (...args: string[]) => pipeline.project.terraform("consumer", ...args, "-input=false");

    // Act
    await moveStates(
      { ...loaded, environment: inAccounts(inBucket(loaded.environment), pipeline.accounts) },
      earlierBackend("local"),
      {
        dryRun: false,
        copies: statePath(FOLDER, "copies"),
        outdir: statePath(FOLDER, "cdktf.out"),
        signal: new AbortController().signal,
        onStep: () => {},
      },
    );
    pipeline.synthesizeWhole(inBucket);
    for (const stack of ["source", "consumer"]) {
      await pipeline.project.terraform(stack, "init", "-input=false");
    }
    await refuse("streams/source.tfstate");
    const unread = consumer("plan").then(
      () => "planned",
      (error: unknown) => String(error),
    );
    const refused = await unread;
    await refuse(undefined);
    const plan = await consumer("plan", "-no-color");
    await consumer("apply", "-auto-approve");
    const changed = await pipeline.project.changedStacks();

    // Assess
    expect(refused).toMatch(/Unable to access object "streams\/source\.tfstate"|StatusCode: 403/);
    expect(plan).toMatch(/Plan: \d+ to add, 0 to change, 0 to destroy\./);
    expect(changed).toEqual([]);
    await pipeline.put(["moved-1"]);
    await pipeline.arrived(["moved-1"]);
    await pipeline.destroy();
  },
  2 * APPLY_TIMEOUT_MS,
);
