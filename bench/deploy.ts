import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { stringify } from "yaml";
import { type LoadedEnvironment, loadEnvironment } from "../config/load-environment";
import { PROJECT_ROOT } from "../config/paths";
import { describeError } from "../errors/user-error";
import { runProgram } from "../programs/run-program";
import { findTerraform } from "../programs/tools";
import type { SandboxState } from "../sandbox/state-folder";
import { sandboxOutputFolder } from "../sandbox/terraform-project";
import { sandboxTerraformVariables } from "../sandbox/terraform-variables";
import { withSandbox } from "./support/bench-sandbox";
import { tenantEnvironment } from "./support/tenant-environment";

const NAME = "bench";
const TENANTS = Number(process.env.BENCH_TENANTS ?? 20);
const PARALLEL = process.env.BENCH_PARALLEL ?? "2";

/** Deploys an environment, given the folder of its file. */
type Deploy = (sandbox: SandboxState, folder: string) => Promise<unknown>;

const npmRunDeploy: Deploy = (_, folder) => {
  const args = ["run", "--silent", "deploy", "--", "--environment", NAME, "--parallel", PARALLEL];
  return run("npm", args, { ...process.env, ENVIRONMENTS_DIRECTORY: folder });
};

/** With the same variables for Terraform as `npm run deploy` has. */
const cdktfDeploy: Deploy = async (sandbox, folder) => {
  const { command } = await findTerraform();
  const program = join(PROJECT_ROOT, "node_modules", ".bin", "cdktf");
  const options = ["--auto-approve", "--skip-provider-lock", "--parallelism", PARALLEL];
  return run(program, ["deploy", "*", ...options, "--output", sandboxOutputFolder()], {
    ...sandboxTerraformVariables(sandbox),
    ENVIRONMENT: NAME,
    ENVIRONMENTS_DIRECTORY: folder,
    TERRAFORM_BINARY_NAME: command,
    CI: "1",
  });
};

/** A first deployment of a source for each tenant, and of one consumer that reads them all. */
async function measure(): Promise<void> {
  console.log(`${TENANTS} tenants, ${PARALLEL} stacks at once`);
  const own = await secondsOf(npmRunDeploy);
  console.log(`npm run deploy: ${own.toFixed(1)} s`);
  const other = await secondsOf(cdktfDeploy);
  console.log(`cdktf deploy: ${other.toFixed(1)} s, ${(other / own).toFixed(2)} times as long`);
}

/** How long a deployment takes, in a sandbox of its own. */
async function secondsOf(deploy: Deploy): Promise<number> {
  let seconds = Number.NaN;
  await withSandbox(async (sandbox, folder) => {
    const start = performance.now();
    await deploy(sandbox, folder);
    seconds = (performance.now() - start) / 1000;
  }, environmentIn);
  return seconds;
}

function environmentIn(folder: string): LoadedEnvironment {
  writeFileSync(join(folder, `${NAME}.yaml`), stringify(tenantEnvironment(TENANTS)));
  return loadEnvironment(NAME, folder);
}

function run(command: string, args: readonly string[], environment: NodeJS.ProcessEnv): Promise<string> {
  return runProgram(command, args, { environment, remedy: "Fix what the output says." });
}

measure().catch((error) => {
  console.error(describeError(error));
  process.exitCode = 1;
});
