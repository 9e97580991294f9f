import { loadEnvironment } from "./config/load-environment";
import { PROJECT_ROOT } from "./config/paths";
import { formatProblem } from "./config/problem";
import { stackNames } from "./config/stack-names";
import { describeError } from "./errors/user-error";
import { buildApp } from "./stacks/build-app";
import { bundlerOf } from "./stacks/function-code";
import { createFolder, outputFolder, writeCommandManifest } from "./stacks/output-folder";
import { removedStacks } from "./stacks/removed-stacks";
import { removedStackWarnings } from "./stacks/removed-stacks-warning";
import { synthesize } from "./stacks/synthesize";
import { withoutTokenTraces } from "./stacks/without-token-traces";

/** What `cdktf synth` and `cdktf deploy` run: the environment that ENVIRONMENT names, as Terraform JSON. */
function main(): void {
  const { name, environment, warnings } = loadEnvironment();
  for (const warning of warnings) console.error(`Warning: ${formatProblem(warning)}`);
  const bundle = bundlerOf(PROJECT_ROOT);
  const output = outputFolder(name);
  const { backend } = environment;
  const removed = removedStacks({ environmentName: name, backend, output, names: stackNames(environment) });
  for (const line of removedStackWarnings(removed, name)) console.error(`Warning: ${line}`);
  createFolder(output);
  const { folder: outdir, stateFolder } = output;
  withoutTokenTraces(() => synthesize(buildApp({ name, environment, bundle, outdir, stateFolder })));
  writeCommandManifest(output);
}

try {
  main();
} catch (error) {
  console.error(describeError(error));
  process.exitCode = 1;
}
