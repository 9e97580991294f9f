import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { loadEnvironment } from "../../../config/load-environment";
import { PROJECT_ROOT } from "../../../config/paths";
import type { Environment } from "../../../config/schema";
import { requireRunning } from "../../../sandbox/require-running";
import { stateFolder } from "../../../sandbox/state-folder";
import { TerraformProject } from "../../../sandbox/terraform-project";
import { buildApp } from "../../../stacks/build-app";
import { bundlerOf } from "../../../stacks/function-code";

/**
 * Synthesizes a variant of an environment into a folder of the test's own.
 * @param folder Name of the folder, below the sandbox's state folder.
 * @param variant Changes a copy of the environment.
 */
export function synthesizeVariant(
  folder: string,
  environmentName: string,
  variant: (environment: Environment) => Environment,
): TerraformProject {
  const outputFolder = join(stateFolder(), folder, "cdktf.out");
  mkdirSync(outputFolder, { recursive: true });
  buildApp({
    name: environmentName,
    environment: variant(structuredClone(loadEnvironment(environmentName).environment)),
    bundle: bundlerOf(PROJECT_ROOT),
    outdir: outputFolder,
  }).synth();
  return new TerraformProject({ state: requireRunning(), environment: environmentName, outputFolder });
}
