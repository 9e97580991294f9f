import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { CreateBucketCommand, S3Client } from "@aws-sdk/client-s3";
import { stringify } from "yaml";
import { bootstrap } from "../../backends/bootstrap";
import { earlierBackend } from "../../backends/move/earlier-backend";
import { moveStates } from "../../backends/move/move-states";
import { loadEnvironment } from "../../config/load-environment";
import type { BackendConfig } from "../../config/schema";
import { MANAGEMENT_ACCOUNT_ID, rootCredentials } from "../../sandbox/credentials";
import { requireRunning } from "../../sandbox/require-running";
import { statePath } from "../../sandbox/state-folder";
import { makeCertificate } from "../support/cloud-server/certificate";
import { CloudServer } from "../support/cloud-server/cloud-server";
import { inAccounts } from "./support/own-accounts";
import { OwnPipeline } from "./support/own-pipeline";
import { pipelineOnly } from "./support/pipeline-only";

const TIMEOUT_MS = 180_000;
const FOLDER = "backend-move";
const LOCAL_STATE = () => statePath(FOLDER, "terraform.sandbox.source.tfstate");
const variables = { ...process.env };
const server = new CloudServer({ token: "s3cret" });

afterAll(async () => {
  process.env = variables;
  await server.stop();
});

test(
  "a state moves from files to S3 and on to Terraform Cloud: plans are empty, and the old ones stay",
  async () => {
    // Prepare
    const pipeline = new OwnPipeline(FOLDER);
    await pipeline.open();
    pipeline.synthesize();
    await pipeline.deploy("source");
    const certificate = makeCertificate(statePath(FOLDER));
    await server.start(certificate);
    process.env.SSL_CERT_FILE = certificate.file;
    process.env[`TF_TOKEN_${server.hostname}`] = server.options.token;
    const { emulatorUrl: endpoint, region } = requireRunning();
    const credentials = rootCredentials(MANAGEMENT_ACCOUNT_ID);
    const bucket = `moved-${pipeline.accounts.source}`;
    const s3 = new S3Client({ endpoint, region, forcePathStyle: true, credentials });
    await s3.send(new CreateBucketCommand({ Bucket: bucket }));
    s3.destroy();
    const inBucket: BackendConfig = { type: "s3", bucket, keyPrefix: "streams", lockFile: true };
    const inCloud: BackendConfig = {
      type: "cloud",
      hostname: server.hostname,
      organization: "example-org",
      workspacePrefix: "moved-",
      workspaceTags: [],
      shareStateWith: "consumers",
    };
    const before = join(statePath(FOLDER), "before.yaml");
    writeFileSync(before, stringify({ region, backend: inBucket }));
    const loaded = loadEnvironment("sandbox");
    const { signal } = new AbortController();
    const withBackend = (backend: BackendConfig) => ({
      ...loaded,
      environment: { ...inAccounts(pipelineOnly(loaded.environment), pipeline.accounts), backend },
    });
    const move = async (from: string, backend: BackendConfig, dryRun = false) => {
      const { steps } = await moveStates(withBackend(backend), earlierBackend(from), {
        dryRun,
        copies: statePath(FOLDER, `copies-${backend.type}`),
        outdir: statePath(FOLDER, "cdktf.out"),
        signal,
        onStep: () => {},
      });
      return steps.map(({ what }) => what.split(":")[0]);
    };
    const changed = async (backend: BackendConfig) => {
      pipeline.synthesizeWhole((environment) => ({ ...pipelineOnly(environment), backend }));
      await pipeline.project.terraform("source", "init", "-input=false");
      return pipeline.project.changedStacks(["source"]);
    };
    const local = readFileSync(LOCAL_STATE(), "utf8");

    // Act
    const planned = await move("local", inBucket, true);
    const toBucket = await move("local", inBucket);
    const again = await move("local", inBucket);
    const changedInBucket = await changed(inBucket);
    await bootstrap(withBackend(inCloud), { dryRun: false, adopt: false, signal, onStep: () => {} });
    const toCloud = await move(before, inCloud);
    const changedInCloud = await changed(inCloud);

    // Assess
    expect([planned, toBucket, again]).toEqual([["the state of source"], ["the state of source"], []]);
    expect(changedInBucket).toEqual([]);
    expect(toCloud).toEqual(["the state of source"]);
    expect(changedInCloud).toEqual([]);
    expect(readFileSync(LOCAL_STATE(), "utf8")).toBe(local);
    const copy = JSON.parse(readFileSync(statePath(FOLDER, "copies-s3", "source.tfstate"), "utf8"));
    const workspace = server.workspace("moved-source");
    const arrived = JSON.parse(server.states.textOf(workspace?.id ?? "") ?? "{}");
    expect(arrived).toMatchObject({ lineage: copy.lineage, resources: copy.resources });
    expect(arrived.serial).toBeGreaterThanOrEqual(copy.serial);
    expect(existsSync(statePath(FOLDER, "copies-cloud", "source.tfstate"))).toBe(true);
    await pipeline.destroyStack("source");
  },
  TIMEOUT_MS,
);

test("a state of something else in the new place stops the move, and nothing is written", async () => {
  // Prepare
  const { emulatorUrl: endpoint, region } = requireRunning();
  const credentials = rootCredentials(MANAGEMENT_ACCOUNT_ID);
  const s3 = new S3Client({ endpoint, region, forcePathStyle: true, credentials });
  await s3.send(new CreateBucketCommand({ Bucket: "occupied-states" }));
  s3.destroy();
  const state = (lineage: string) => {
    const outputs = { id: { value: lineage, type: "string" } };
    return JSON.stringify({
      version: 4,
      terraform_version: "1.11.4",
      serial: 3,
      lineage,
      outputs,
      resources: [],
    });
  };
  const folder = statePath("backend-occupied");
  const loaded = loadEnvironment("sandbox");
  mkdirSync(folder, { recursive: true });
  const backend: BackendConfig = { type: "s3", bucket: "occupied-states", keyPrefix: "a", lockFile: true };
  const move = (lineage: string) => {
    writeFileSync(join(folder, "terraform.sandbox.source.tfstate"), state(lineage));
    return moveStates(
      { ...loaded, environment: { ...loaded.environment, backend } },
      earlierBackend("local"),
      {
        dryRun: false,
        copies: join(folder, "copies"),
        outdir: join(folder, "cdktf.out"),
        signal: new AbortController().signal,
        onStep: () => {},
      },
    );
  };

  // Act
  const first = await move("11111111-1111-1111-1111-111111111111");
  const second = move("22222222-2222-2222-2222-222222222222");

  // Assess
  expect(first.steps).toHaveLength(1);
  await expect(second).rejects.toThrow(
    "The new backend holds a state of source already, which is not the one to move (another lineage).",
  );
});
