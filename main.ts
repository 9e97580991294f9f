import { loadEnvironment } from "./config/load-environment";
import { PROJECT_ROOT } from "./config/paths";
import { formatProblem } from "./config/problem";
import { describeError } from "./errors/user-error";
import { buildApp } from "./stacks/build-app";
import { bundlerOf } from "./stacks/function-code";
import { synthesize } from "./stacks/synthesize";
import { withoutTokenTraces } from "./stacks/without-token-traces";

/** What `cdktf synth` and `cdktf deploy` run: the environment that ENVIRONMENT names, as Terraform JSON. */
function main(): void {
  const { name, environment, warnings } = loadEnvironment();
  for (const warning of warnings) console.error(`Warning: ${formatProblem(warning)}`);
  const bundle = bundlerOf(PROJECT_ROOT);
  withoutTokenTraces(() => synthesize(buildApp({ name, environment, bundle })));
}

try {
  main();
} catch (error) {
  console.error(describeError(error));
  process.exitCode = 1;
}
