import { loadEnvironment } from "./config/load-environment";
import { formatProblem } from "./config/problem";
import { describeError } from "./errors/user-error";
import { removedStackWarnings } from "./stacks/removed-stacks-warning";
import { removedFrom, synthesizeEnvironment } from "./stacks/synthesize-environment";

/** What `cdktf synth` and `cdktf deploy` run: the environment that ENVIRONMENT names, as Terraform JSON. */
function main(): void {
  const loaded = loadEnvironment();
  for (const warning of loaded.warnings) console.error(`Warning: ${formatProblem(warning)}`);
  const removed = removedFrom(loaded);
  for (const line of removedStackWarnings(removed, loaded.name)) console.error(`Warning: ${line}`);
  synthesizeEnvironment(loaded);
}

try {
  main();
} catch (error) {
  console.error(describeError(error));
  process.exitCode = 1;
}
