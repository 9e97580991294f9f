import type { LoadedEnvironment } from "../config/load-environment";
import { type PipelineRoles, pipelineRoles } from "../config/pipeline-roles";
import { withPlanRoles } from "../config/plan-roles";
import { deployPolicies, type Scope } from "../deploy-policy/deploy-policies";
import { UserError } from "../errors/user-error";
import { createFolder, outputFolder, writeCommandManifest } from "./output-folder";
import { buildPipelineApp, pipelineAppName } from "./pipeline-app";
import type { HoldersByScope } from "./pipeline-roles";
import { synthesize } from "./synthesize";
import { synthesizeTemporarily } from "./synthesize-temporarily";

/**
 * Writes the stacks with the roles of an environment's pipeline, where the CDKTF CLI finds them. The environment's own
 * stacks are synthesized first: the roles get the permissions that these need.
 * @param given folder to synthesize into. @default what the CDKTF CLI says, or else a folder of the pipeline's own
 * @returns the folder of the stacks, an absolute path
 * @throws UserError if the file has no pipeline
 * @throws GuardError if stacks must not be deployed
 */
export function synthesizePipeline(loaded: LoadedEnvironment, given?: string): string {
  const { name, environment } = loaded;
  const { pipeline } = environment;
  const names = pipelineRoles(name, environment);
  if (!pipeline || !names) throw noPipeline(name);
  const output = outputFolder(pipelineAppName(name), given);
  createFolder(output);
  const { folder: outdir, stateFolder } = output;
  const holders = holdersOf(loaded, names);
  synthesize(buildPipelineApp({ name, environment, pipeline, names, holders, outdir, stateFolder }));
  writeCommandManifest(output);
  return outdir;
}

/** What deploying, planning and looking for drift needs, by the roles that the file and its pipeline name. */
function holdersOf(loaded: LoadedEnvironment, names: PipelineRoles): HoldersByScope {
  const { name: environment } = loaded;
  const planned = withPlanRoles(loaded.environment, {
    PLAN_ROLE: names.planRole,
    PLAN_STATE_ROLE: names.planStateRoleArn,
  });
  const drifting = withPlanRoles(loaded.environment, { PLAN_ROLE: names.driftRole });
  const policies = (variant: LoadedEnvironment, scope: Scope) =>
    deployPolicies({ environment, stacks: synthesizeTemporarily(variant), scope });
  return {
    deploy: policies(loaded, "deploy"),
    plan: policies({ ...loaded, environment: planned }, "plan"),
    drift: policies({ ...loaded, environment: drifting }, "drift"),
  };
}

function noPipeline(name: string): UserError {
  const cause = `The environment "${name}" has no \`pipeline\``;
  return new UserError([{ cause, remedy: "Add it to the file (docs/configuration.md), or unset STACKS" }]);
}
