import type { LoadedEnvironment } from "../config/load-environment";
import { PROJECT_ROOT } from "../config/paths";
import { stackNames } from "../config/stack-names";
import { buildApp } from "./build-app";
import { bundlerOf } from "./function-code";
import { createFolder, outputFolder, writeCommandManifest } from "./output-folder";
import { type RemovedStack, removedStacks } from "./removed-stacks";
import { synthesize } from "./synthesize";
import { withoutTokenTraces } from "./without-token-traces";

/**
 * Stacks that are, or may be, still deployed although no entry of the file has them. Ask before the synthesis, whose
 * folders are no sign of a deployment.
 * @param given folder to synthesize into. @default what the CDKTF CLI says, or else the environment's own folder
 */
export function removedFrom({ name, environment }: LoadedEnvironment, given?: string): RemovedStack[] {
  const { backend } = environment;
  const names = stackNames(environment);
  return removedStacks({ environmentName: name, backend, output: outputFolder(name, given), names });
}

/**
 * Writes an environment as Terraform JSON, where the CDKTF CLI finds it.
 * @param given folder to synthesize into. @default what the CDKTF CLI says, or else the environment's own folder
 * @returns the folder of the stacks, an absolute path
 * @throws GuardError if the stacks must not be deployed
 */
export function synthesizeEnvironment({ name, environment }: LoadedEnvironment, given?: string): string {
  const output = outputFolder(name, given);
  createFolder(output);
  const { folder: outdir, stateFolder } = output;
  const bundle = bundlerOf(PROJECT_ROOT);
  withoutTokenTraces(() => synthesize(buildApp({ name, environment, bundle, outdir, stateFolder })));
  writeCommandManifest(output);
  return outdir;
}
