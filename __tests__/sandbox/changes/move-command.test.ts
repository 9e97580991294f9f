import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CreateBucketCommand, ListObjectsV2Command, S3Client } from "@aws-sdk/client-s3";
import { parse, stringify } from "yaml";
import { ENVIRONMENTS_DIRECTORY, PROJECT_ROOT } from "../../../config/paths";
import { MANAGEMENT_ACCOUNT_ID, rootCredentials } from "../../../sandbox/credentials";
import { requireRunning } from "../../../sandbox/require-running";
import { letTerraformIn } from "../support/own-accounts";

/* The command `npm run backend -- move`, as a shell or a pipeline sees it. */

const TIMEOUT_MS = 300_000;
const folder = mkdtempSync(join(tmpdir(), "move-command-"));
const { emulatorUrl: endpoint, region } = requireRunning();
const credentials = rootCredentials(MANAGEMENT_ACCOUNT_ID);
const s3 = new S3Client({ endpoint, region, forcePathStyle: true, credentials });

beforeAll(async () => {
  await letTerraformIn([MANAGEMENT_ACCOUNT_ID]);
});

afterAll(() => {
  s3.destroy();
  rmSync(folder, { recursive: true, force: true });
});

/** An environment like `sandbox` with its state in a bucket of its own, by a role, and a pipeline if wanted. */
async function environment(name: string, withPipeline = false): Promise<void> {
  const content = parse(readFileSync(join(ENVIRONMENTS_DIRECTORY, "sandbox.yaml"), "utf8"));
  const backend = { type: "s3", bucket: `moved-by-command-${name}`, keyPrefix: "streams" };
  const accounts = Object.entries<object>(content.accounts).map(([key, one]) => [
    key,
    { ...one, deployRole: "TerraformDeploy" },
  ]);
  const pipeline = { account: "source", repository: "example-org/streams" };
  const own = withPipeline ? { pipeline, accounts: Object.fromEntries(accounts) } : {};
  writeFileSync(join(folder, `${name}.yaml`), stringify({ ...content, backend, ...own }));
  await s3.send(new CreateBucketCommand({ Bucket: backend.bucket }));
}

/** A state in a local file, as Terraform keeps it for a stack. */
function localState(name: string, stack: string, lineage = "11111111-1111-1111-1111-111111111111"): void {
  const outputs = { id: { value: `${stack} of ${lineage}`, type: "string" } };
  const state = {
    version: 4,
    terraform_version: "1.11.4",
    serial: 3,
    lineage,
    outputs,
    resources: [],
  };
  mkdirSync(join(folder, name), { recursive: true });
  writeFileSync(join(folder, name, `terraform.${stack}.tfstate`), JSON.stringify(state));
}

function move(name: string, from: string, ...args: string[]) {
  const places = ["--output", join(folder, name, "cdktf.out"), "--copies", join(folder, name, "copies")];
  const command = ["cli/backend.ts", "move", "--environment", name, "--from", from, ...places, ...args];
  const { status, stdout, stderr } = spawnSync(process.execPath, ["-r", "./register.cjs", ...command], {
    cwd: PROJECT_ROOT,
    env: { ...process.env, ENVIRONMENTS_DIRECTORY: folder },
    encoding: "utf8",
  });
  return { status, stdout, stderr };
}

async function inBucket(name: string): Promise<(string | undefined)[]> {
  const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket: `moved-by-command-${name}` }));
  return Contents.map(({ Key }) => Key);
}

test(
  "exit code 0 when states moved, and when there is nothing to move",
  async () => {
    // Prepare
    await environment("moving");
    localState("moving", "moving.source");

    // Act
    const dryRun = move("moving", "local", "--dry-run");
    const before = await inBucket("moving");
    const moved = move("moving", "local");
    const again = move("moving", "local", "--json");

    // Assess
    expect(dryRun.status).toBe(0);
    expect(dryRun.stdout).toContain("1 change to make. Nothing was changed (--dry-run).");
    expect(before).toEqual([]);
    expect(moved.status).toBe(0);
    expect(moved.stdout).toContain("  move  the state of source: 0 resources, serial 3\n1 change made.\n");
    expect(await inBucket("moving")).toEqual(["streams/source.tfstate"]);
    expect(again.status).toBe(0);
    expect(JSON.parse(again.stdout)).toMatchObject({ steps: [], notes: [] });
  },
  TIMEOUT_MS,
);

test(
  "exit code 1, and what to do, when it cannot be done",
  async () => {
    // Prepare
    await environment("refused");
    localState("refused", "refused.source", "22222222-2222-2222-2222-222222222222");
    const first = move("refused", "local");
    localState("refused", "refused.source", "33333333-3333-3333-3333-333333333333");

    // Act
    const occupied = move("refused", "local");
    const unreadable = move("refused", join(folder, "no-such-file.yaml"));
    const samePlace = move("refused", join(folder, "refused.yaml"));
    const forgotten = move("refused", "local", "--no-such-option");

    // Assess
    expect(first.status).toBe(0);
    expect([occupied, unreadable, samePlace, forgotten].map(({ status }) => status)).toEqual([1, 1, 1, 1]);
    expect(occupied.stderr).toContain(
      "which is not the one to move (another lineage).\nNothing was changed.",
    );
    expect(unreadable.stderr).toContain("The environment file of before cannot be read");
    expect(samePlace.stderr).toContain("that is the same place.\nChange `backend`");
    expect(forgotten.stderr).toContain("unknown option '--no-such-option'");
    for (const { stderr } of [occupied, unreadable, samePlace]) expect(stderr).not.toMatch(/\n\s+at /);
  },
  TIMEOUT_MS,
);

test(
  "the states of the pipeline's stacks move, too, or are named when they are left out",
  async () => {
    // Prepare
    await environment("piped", true);
    localState("piped", "piped.source");
    localState("piped", "piped.pipeline.pipeline-source");
    localState("piped", "piped.pipeline.pipeline-consumer");

    // Act
    const without = move("piped", "local", "--without-pipeline", "--json");
    const between = await inBucket("piped");
    const rest = move("piped", "local", "--json");

    // Assess
    expect([without.status, rest.status]).toEqual([0, 0]);
    expect(JSON.parse(without.stdout).notes.at(-1)).toBe(
      "The states of the pipeline's stacks (pipeline-source, pipeline-consumer) were left out. Their administrator moves them with the same command without --without-pipeline; what has moved already is not touched.",
    );
    expect(between).toEqual(["streams/source.tfstate"]);
    expect(JSON.parse(rest.stdout).steps.map(({ what }: { what: string }) => what.split(":")[0])).toEqual([
      "the state of pipeline-source",
      "the state of pipeline-consumer",
    ]);
    expect(await inBucket("piped")).toEqual([
      "streams/pipeline-consumer.tfstate",
      "streams/pipeline-source.tfstate",
      "streams/source.tfstate",
    ]);
  },
  TIMEOUT_MS,
);
