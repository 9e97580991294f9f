import { movedStacks } from "../../../../backends/move/moved-stacks";
import { loadEnvironment } from "../../../../config/load-environment";
import type { Environment } from "../../../../config/schema";

const STATE_ACCOUNT = "345678901234";
const OUTDIR = "/project/out/stacks-here";
const PIPELINE = {
  account: "orders",
  repository: "example-org/streams",
  branch: "main",
  oidcProvider: "create",
  adminRole: "Administrator",
  planRole: "TerraformPlan",
  planStateRole: "TerraformStatePlan",
  driftRole: "TerraformDrift",
} as const;

/** The environment `example` with its state in S3 by a role of an account that is in the file, too. */
function environment(pipeline?: Environment["pipeline"]): Environment {
  const { environment } = loadEnvironment("example");
  const accounts = { ...environment.accounts, state: { id: STATE_ACCOUNT, deployRole: null, tags: {} } };
  const roleArn = `arn:aws:iam::${STATE_ACCOUNT}:role/ci/TerraformState`;
  const backend = { type: "s3", bucket: "states", keyPrefix: "a", lockFile: true, roleArn } as const;
  return { ...environment, accounts, backend, ...(pipeline && { pipeline }) };
}

function moved(pipeline?: Environment["pipeline"]) {
  const loaded = { name: "production", environment: environment(pipeline) };
  return movedStacks(loaded, { backend: { type: "local" } }, OUTDIR);
}

test("the pipeline's stacks move with the administrator's role, out of files of their own", () => {
  // Act
  const { ofEnvironment, ofPipeline } = moved(PIPELINE);

  // Assess
  const administrated = { type: "s3", roleArn: `arn:aws:iam::${STATE_ACCOUNT}:role/Administrator` };
  expect(ofPipeline).toMatchObject(
    ["pipeline-orders", "pipeline-analytics", "pipeline-state"].map((stack) => ({
      stack,
      from: { environmentName: "production.pipeline", folder: "/project/out", backend: { type: "local" } },
      to: { environmentName: "production.pipeline", backend: administrated },
      folder: `${OUTDIR}/stacks/${stack}`,
    })),
  );
  expect(ofEnvironment).toMatchObject(
    ["source", "consumer"].map((stack) => ({
      stack,
      from: { environmentName: "production", folder: "/project/out" },
      to: { environmentName: "production", backend: environment().backend },
    })),
  );
});

test("an administrator with credentials of their own assumes no role for the state", () => {
  // Act
  const { ofPipeline } = moved({ ...PIPELINE, adminRole: null });

  // Assess
  expect(ofPipeline[0]?.to.backend).toEqual({ type: "s3", bucket: "states", keyPrefix: "a", lockFile: true });
});

test("without a pipeline there are no such stacks", () => {
  expect(moved().ofPipeline).toEqual([]);
});
