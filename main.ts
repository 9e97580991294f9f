import { EnvironmentError } from "./config/environment-error";
import { loadEnvironment } from "./config/load-environment";
import { PROJECT_ROOT } from "./config/paths";
import { formatProblem } from "./config/problem";
import { bundlerOf } from "./constructs/bundle";
import { BundleError } from "./constructs/bundle-error";
import { buildApp } from "./stacks/build-app";
import { GuardError } from "./stacks/guards/guard-error";
import { synthesize } from "./stacks/synthesize";
import { withoutTokenTraces } from "./stacks/without-token-traces";

/** What `cdktf synth` and `cdktf deploy` run: the environment that ENVIRONMENT names, as Terraform JSON. */
function main(): void {
  const { name, environment, warnings } = loadEnvironment();
  for (const warning of warnings) console.error(`Warning: ${formatProblem(warning)}`);
  const bundle = bundlerOf(PROJECT_ROOT);
  withoutTokenTraces(() => synthesize(buildApp({ name, environment, bundle })));
}

/** The user's to mend, not ours: the message says all there is to say. */
function isMendable(error: unknown): error is Error {
  return error instanceof EnvironmentError || error instanceof BundleError || error instanceof GuardError;
}

try {
  main();
} catch (error) {
  if (!isMendable(error)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
