import { existsSync } from "node:fs";
import { join } from "node:path";
import { CreateRoleCommand, DeleteRoleCommand } from "@aws-sdk/client-iam";
import { deployStacks } from "../../../deploy/deploy-stacks";
import { dryRun } from "../../../deploy/dry-run";
import { Ledger } from "../../../deploy/ledger";
import type { StackOutcome } from "../../../deploy/outcome";
import { Terraform } from "../../../plan/terraform";
import { findTerraform } from "../../../programs/tools";
import { requireRunning } from "../../../sandbox/require-running";
import { stateFolder } from "../../../sandbox/state-folder";
import { sandboxTerraformVariables } from "../../../sandbox/terraform-variables";
import { readStacksInOrder } from "../../../synthesized/read-stacks";
import { APPLY_TIMEOUT_MS } from "../support/apply-timeout";
import { OwnPipeline } from "../support/own-pipeline";
import { ROLE } from "../support/pipeline";

const FOLDER = "deploy";
const OWN = join(stateFolder(), FOLDER);
const LEDGER = join(OWN, "deployments.sandbox.json");

const pipeline = new OwnPipeline(FOLDER);
const synthesized = join(OWN, "cdktf.out");

async function terraformOf(signal?: AbortSignal): Promise<Terraform> {
  const { command } = await findTerraform();
  return new Terraform({ command, variables: sandboxTerraformVariables(requireRunning()), signal });
}

interface Call {
  readonly resume?: boolean;
  readonly changed?: boolean;
  /** Ctrl-C comes when Terraform prints such a line. */
  readonly interruptAt?: RegExp;
}

/** Deploys both stacks as `npm run deploy` does, and says what became of each, and for which of them Terraform ran. */
async function deploy({ resume = false, changed = false, interruptAt }: Call = {}) {
  const controller = new AbortController();
  const ledger = Ledger.open(LEDGER, "sandbox");
  if (resume) ledger.resume();
  else ledger.begin({ only: null, changed });
  const started: string[] = [];
  const outcomes = await deployStacks({
    stacks: readStacksInOrder(synthesized),
    ledger,
    resumed: resume,
    terraform: await terraformOf(controller.signal),
    parallelism: 2,
    signal: controller.signal,
    listener: {
      onStart: (stack) => void started.push(stack),
      onLine: (_, line) => void (interruptAt?.test(line) && controller.abort()),
      onOutcome: () => undefined,
    },
  });
  return { outcomes, started, results: resultsOf(outcomes) };
}

function resultsOf(outcomes: readonly StackOutcome[]): Record<string, string> {
  return Object.fromEntries(outcomes.map(({ stack, result }) => [stack, result]));
}

/** Serial of the state of each stack: it grows with everything that Terraform writes. */
async function serials() {
  const terraform = await terraformOf();
  const stacks = readStacksInOrder(synthesized);
  return Promise.all(stacks.map(async ({ folder }) => (await terraform.state(folder))?.serial));
}

beforeAll(async () => {
  await pipeline.open();
  pipeline.synthesize();
}, APPLY_TIMEOUT_MS);

afterAll(() => pipeline.destroy(), APPLY_TIMEOUT_MS);

test(
  "a stack that fails says why, and a resumed run does nothing twice",
  async () => {
    // Prepare
    const { iam, destroy } = pipeline.clients("consumer");
    await iam.send(new CreateRoleCommand({ RoleName: ROLE, AssumeRolePolicyDocument: TRUST }));

    // Act
    const first = await deploy();
    const [sourceBefore] = await serials();
    await iam.send(new DeleteRoleCommand({ RoleName: ROLE }));
    destroy();
    const resumed = await deploy({ resume: true });
    const [sourceAfter] = await serials();

    // Assess
    expect(first.results).toEqual({ source: "applied", consumer: "failed" });
    expect(first.outcomes[1]?.error?.message).toMatch(/`terraform apply[\s\S]*EntityAlreadyExists/);
    expect(resumed.results).toEqual({ source: "skipped", consumer: "applied" });
    expect(resumed.started).toEqual(["consumer"]);
    expect(sourceAfter).toBe(sourceBefore);
    await pipeline.put(["deployed"]);
    await pipeline.arrived(["deployed"]);
  },
  APPLY_TIMEOUT_MS,
);

test(
  "only what changed is deployed, and a run that deployed everything cannot be resumed",
  async () => {
    // Act
    const nothing = await deploy({ changed: true });
    pipeline.synthesize({ function: { memorySize: 512 } });
    const ledger = Ledger.open(LEDGER, "sandbox");
    const planned = await dryRun({
      environment: "sandbox",
      synthesized,
      stacks: readStacksInOrder(synthesized),
      ledger,
      maySkip: () => true,
      terraform: await terraformOf(),
      terraformVersion: "1.11.4",
      parallelism: 2,
      onProgress: () => undefined,
    });
    const changed = await deploy({ changed: true });
    const everything = await deploy();

    // Assess
    expect(nothing).toMatchObject({ started: [], results: { source: "skipped", consumer: "skipped" } });
    expect(planned).toEqual({ changes: ["consumer"], unchanged: [], skipped: ["source"] });
    expect(changed.results).toEqual({ source: "skipped", consumer: "applied" });
    expect(changed.outcomes[1]?.changes).toEqual({ added: 0, changed: 1, destroyed: 0 });
    expect(everything.results).toEqual({ source: "unchanged", consumer: "unchanged" });
    expect(() => Ledger.open(LEDGER, "sandbox").resume()).toThrow("deployed everything");
  },
  APPLY_TIMEOUT_MS,
);

test(
  "Ctrl-C lets Terraform end in good order: no lock is left, and the run can be resumed",
  async () => {
    // Prepare
    await pipeline.destroy();

    // Act
    // Not while the table is created: the provider may then stop waiting for a table that Terraform does not know yet.
    const interrupted = await deploy({ interruptAt: /aws_dynamodb_table\.\S+: Creation complete/ });
    const locks = ["source", "consumer"].filter((stack) =>
      existsSync(join(OWN, `.terraform.sandbox.${stack}.tfstate.lock.info`)),
    );
    const resumed = await deploy({ resume: true });

    // Assess
    expect(interrupted.results.consumer).toBe("interrupted");
    expect(interrupted.started).toEqual(["source"]);
    expect(locks).toEqual([]);
    expect(resumed.outcomes.flatMap(({ error }) => error?.message ?? [])).toEqual([]);
    expect(resumed.results.consumer).toBe("applied");
    expect(await pipeline.project.changedStacks()).toEqual([]);
  },
  APPLY_TIMEOUT_MS,
);

const TRUST = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" }],
});
