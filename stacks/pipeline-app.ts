import { App } from "cdktf";
import { fromLoaded } from "../config/loaded";
import type { PipelineRoles } from "../config/pipeline-roles";
import type { BackendConfig, Environment, PipelineConfig } from "../config/schema";
import { pipelineStackName } from "../config/stack-names";
import { GuardValidation } from "../guards/guard-validation";
import { pipelineGuards } from "./pipeline-guards";
import type { HoldersByScope } from "./pipeline-roles";
import { rolesByAccount } from "./pipeline-roles";
import { PipelineStack } from "./pipeline-stack";

export interface PipelineAppOptions {
  /** Name of the environment; part of the names of local state files. */
  readonly name: string;
  readonly environment: Environment;
  readonly pipeline: PipelineConfig;
  readonly names: PipelineRoles;
  /** Who needs which policies to plan and to deploy the environment. */
  readonly holders: HoldersByScope;
  /**
   * Folder to synthesize into.
   * @default what the CDKTF CLI says, or else `cdktf.out`
   */
  readonly outdir?: string;
  /**
   * Where files of local state are, relative to the folder of a stack.
   * @default beside the folder to synthesize into
   */
  readonly stateFolder?: string;
}

/** What the name of an environment becomes for its pipeline's stacks: local states and folders of its own. */
export function pipelineAppName(environmentName: string): string {
  return `${environmentName}.pipeline`;
}

/** The CDKTF application with the roles of a pipeline: one stack for each account. */
export function buildPipelineApp(options: PipelineAppOptions): App {
  const { environment, pipeline, names, outdir } = options;
  const app = new App({ outdir, stackTraces: false });
  const state = {
    backend: administered(environment.backend, pipeline),
    environmentName: pipelineAppName(options.name),
    region: environment.region,
    folder: options.stateFolder,
  };
  for (const [key, roles] of rolesByAccount(options)) {
    const account = fromLoaded(environment.accounts[key], `accounts.${key}`);
    const isJobAccount = key === pipeline.account;
    new PipelineStack(app, pipelineStackName(key), {
      account: { ...account, deployRole: pipeline.adminRole },
      region: environment.region,
      state,
      oidcProvider: isJobAccount && pipeline.oidcProvider === "create",
      roles,
      ...(isJobAccount && { variables: variablesOf(names) }),
    });
  }
  GuardValidation.addTo(app, pipelineGuards(options));
  return app;
}

/** The state is in the same place, and the administrator gets to it without the role that is yet to be made. */
export function administered(backend: BackendConfig, { adminRole }: PipelineConfig): BackendConfig {
  if (backend.type !== "s3" || backend.roleArn === undefined) return backend;
  const { roleArn, ...rest } = backend;
  return adminRole === null
    ? rest
    : { ...rest, roleArn: roleArn.replace(/:role\/.*$/, `:role/${adminRole}`) };
}

function variablesOf({
  planJobArn,
  deployJobArn,
  driftJobArn,
  driftRole,
  planRole,
  planStateRoleArn,
}: PipelineRoles): Record<string, string> {
  return {
    PLAN_ROLE_ARN: planJobArn,
    DEPLOY_ROLE_ARN: deployJobArn,
    DRIFT_ROLE_ARN: driftJobArn,
    PLAN_ROLE: planRole,
    DRIFT_ROLE: driftRole,
    ...(planStateRoleArn && { PLAN_STATE_ROLE: planStateRoleArn }),
  };
}
