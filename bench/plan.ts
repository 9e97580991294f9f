import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loadEnvironment } from "../config/load-environment";
import { PROJECT_ROOT } from "../config/paths";
import { describeError } from "../errors/user-error";
import { programResult } from "../programs/run-program";
import { findTerraform } from "../programs/tools";
import { requireRunning } from "../sandbox/require-running";
import { sandboxOutputFolder } from "../sandbox/terraform-project";
import { sandboxTerraformVariables } from "../sandbox/terraform-variables";
import { readStacksInOrder } from "../synthesized/read-stacks";

const RUNS = Number(process.env.BENCH_RUNS ?? 5);

/** 2: there are changes. */
const PLANNED = [0, 2];

/** Plan and review by the project's commands, against Terraform's own plan of the same stacks side by side. */
async function measure(): Promise<void> {
  const { name } = loadEnvironment(process.env.ENVIRONMENT ?? "sandbox");
  const state = requireRunning();
  const { command: terraform } = await findTerraform();
  // As somebody runs Terraform by hand: without the garbage collector's setting of the project.
  const variables = { ...sandboxTerraformVariables(state), GOGC: process.env.GOGC };
  const folder = mkdtempSync(join(tmpdir(), "bench-plan-"));
  const planAndReview = () => {
    const options = ["--environment", name, "--out", folder, "--review", join(folder, "review.md")];
    return run("npm", ["run", "--silent", "plan", "--", ...options], PROJECT_ROOT, process.env);
  };
  const terraformAlone = () => {
    const args = ["plan", "-input=false", "-no-color", "-lock=false", "-detailed-exitcode"];
    const stacks = readStacksInOrder(sandboxOutputFolder());
    return Promise.all(stacks.map((stack) => run(terraform, args, stack.folder, variables)));
  };
  try {
    await planAndReview();
    const ours: number[] = [];
    const own: number[] = [];
    for (let round = 1; round <= RUNS; round++) {
      own.push(await secondsOf(terraformAlone));
      ours.push(await secondsOf(planAndReview));
      console.log(`run ${round}: ${text(ours.at(-1))} s, terraform plan ${text(own.at(-1))} s`);
    }
    const [both, alone] = [median(ours), median(own)];
    console.log(`median: ${text(both)} s, terraform plan ${text(alone)} s, ratio ${text(both / alone)}`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function run(command: string, args: readonly string[], cwd: string, environment: NodeJS.ProcessEnv) {
  return programResult(command, args, {
    cwd,
    environment,
    accepts: PLANNED,
    remedy: "Deploy the sandbox first.",
  });
}

async function secondsOf(action: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await action();
  return (performance.now() - start) / 1000;
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

function text(seconds = Number.NaN): string {
  return seconds.toFixed(2);
}

measure().catch((error) => {
  console.error(describeError(error));
  process.exitCode = 1;
});
