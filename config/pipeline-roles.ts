import { UserError } from "../errors/user-error";
import { roleArn } from "./arns";
import { fromLoaded } from "./loaded";
import type { BackendConfig, Environment, PipelineConfig } from "./schema";

/** The roles of a pipeline besides those that the file names, and the variables that jobs need for them. */
export interface PipelineRoles {
  /** The environment on GitHub that a job must name to deploy. */
  readonly githubEnvironment: string;
  /** Names of the roles that jobs start with, in the account `pipeline.account`. */
  readonly jobs: { readonly plan: string; readonly deploy: string; readonly drift: string };
  /** ARN of the role that jobs start with to plan: `PLAN_ROLE_ARN`. */
  readonly planJobArn: string;
  /** ARN of the role that jobs start with to deploy: `DEPLOY_ROLE_ARN`. */
  readonly deployJobArn: string;
  /** ARN of the role that jobs start with to look for drift: `DRIFT_ROLE_ARN`. */
  readonly driftJobArn: string;
  /** Name of the role in each account that jobs look for drift with: `DRIFT_ROLE`. */
  readonly driftRole: string;
  /** Name of the role in each account that jobs plan with: `PLAN_ROLE`. */
  readonly planRole: string;
  /** ARN of the role that jobs read the state with: `PLAN_STATE_ROLE`. Absent if none is assumed for the state. */
  readonly planStateRoleArn?: string;
}

/** IAM API reference, CreateRole. */
const ROLE_NAME_CHARACTERS = 64;

/**
 * The roles of an environment's pipeline; undefined if the file asks for none.
 * @param name of the environment file
 * @throws UserError if the file's name makes a role's name too long
 */
export function pipelineRoles(name: string, environment: Environment): PipelineRoles | undefined {
  const { accounts, backend, pipeline, region } = environment;
  if (!pipeline) return undefined;
  const { id } = fromLoaded(accounts[pipeline.account], `accounts.${pipeline.account}`);
  const plan = jobRole(name, pipeline, "planJobRole", "PipelinePlan");
  const deploy = jobRole(name, pipeline, "deployJobRole", "PipelineDeploy");
  const drift = jobRole(name, pipeline, "driftJobRole", "PipelineDrift");
  const planStateRoleArn = besideStateRole(backend, pipeline.planStateRole);
  return {
    githubEnvironment: pipeline.githubEnvironment ?? name,
    jobs: { plan, deploy, drift },
    planJobArn: roleArn(id, plan, region),
    deployJobArn: roleArn(id, deploy, region),
    driftJobArn: roleArn(id, drift, region),
    driftRole: pipeline.driftRole,
    planRole: pipeline.planRole,
    ...(planStateRoleArn && { planStateRoleArn }),
  };
}

function jobRole(
  name: string,
  pipeline: PipelineConfig,
  key: "planJobRole" | "deployJobRole" | "driftJobRole",
  prefix: string,
): string {
  const role = pipeline[key] ?? `${prefix}-${name}`;
  if (role.length <= ROLE_NAME_CHARACTERS) return role;
  const cause = `the role ${role} would have ${role.length} characters, more than the ${ROLE_NAME_CHARACTERS} that IAM allows`;
  throw new UserError([{ place: `pipeline.${key}`, cause, remedy: "Name the role there" }]);
}

function besideStateRole(backend: BackendConfig, role: string): string | undefined {
  const arn = backend.type === "s3" ? backend.roleArn : undefined;
  return arn?.replace(/:role\/.*$/, `:role/${role}`);
}
