import { type LoadedEnvironment, loadEnvironment } from "./config/load-environment";
import { formatProblem } from "./config/problem";
import { describeError, UserError } from "./errors/user-error";
import { removedStackWarnings } from "./stacks/removed-stacks-warning";
import { removedFrom, synthesizeEnvironment } from "./stacks/synthesize-environment";
import { synthesizePipeline } from "./stacks/synthesize-pipeline";

/**
 * What `cdktf synth` and `cdktf deploy` run: the environment that ENVIRONMENT names, as Terraform JSON. With
 * STACKS=pipeline it is the roles of the environment's pipeline instead.
 */
function main(): void {
  if (wantsPipeline(process.env.STACKS)) {
    synthesizeRoles();
    return;
  }
  const loaded = loadEnvironment();
  warn(loaded);
  const removed = removedFrom(loaded);
  for (const line of removedStackWarnings(removed, loaded.name)) console.error(`Warning: ${line}`);
  synthesizeEnvironment(loaded);
}

/** The variables PLAN_ROLE and PLAN_STATE_ROLE are for those who use the roles; the roles do not depend on them. */
function synthesizeRoles(): void {
  const loaded = loadEnvironment(undefined, undefined, {});
  warn(loaded);
  synthesizePipeline(loaded);
}

function wantsPipeline(stacks: string | undefined): boolean {
  if (!stacks || stacks === "pipeline") return stacks === "pipeline";
  const cause = `"${stacks}" names no stacks`;
  throw new UserError([{ place: "variable STACKS", cause, remedy: "Use pipeline, or unset it" }]);
}

function warn({ warnings }: LoadedEnvironment): void {
  for (const warning of warnings) console.error(`Warning: ${formatProblem(warning)}`);
}

try {
  main();
} catch (error) {
  console.error(describeError(error));
  process.exitCode = 1;
}
