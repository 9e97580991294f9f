import { deployRoleOf } from "../../../config/deploy-role";
import type { LoadedEnvironment } from "../../../config/load-environment";
import { pipelineRoles } from "../../../config/pipeline-roles";

type Named = Pick<LoadedEnvironment, "name" | "environment">;

/** Names of the roles of an account that the file names, by what it means them to do. */
export interface KnownRoles {
  /** They deploy the environment's stacks, so they may do everything to what these hold. */
  readonly deploying: readonly string[];
  /** They administer the account for the pipeline's stacks. */
  readonly administrating: readonly string[];
  /** The pipeline's stack makes them, to read or to assume other roles only. */
  readonly reading: readonly string[];
}

/** The roles of an account that the file names, without those of its sources and consumers. */
export function knownRoles(loaded: Named, accountId: string): KnownRoles {
  const accounts = Object.entries(loaded.environment.accounts).filter(([, { id }]) => id === accountId);
  const deploying = accounts.flatMap(([, account]) => deployRoleOf(account)?.name ?? []);
  const { pipeline } = loaded.environment;
  const names = pipelineRoles(loaded.name, loaded.environment);
  if (!pipeline || !names || accounts.length === 0) return { deploying: lastOf(deploying), ...NONE };
  const { jobs, planRole, driftRole, planStateRoleArn } = names;
  const isJobAccount = accounts.some(([key]) => key === pipeline.account);
  const isDeployedByJobs = accounts.some(([, account]) => deployRoleOf(account) === undefined);
  const stateRoles = stateRolesIn(loaded, planStateRoleArn, accountId);
  const starting = isJobAccount ? [jobs.plan, jobs.drift] : [];
  return {
    deploying: lastOf([...deploying, ...(isJobAccount && isDeployedByJobs ? [jobs.deploy] : [])]),
    administrating: lastOf(pipeline.adminRole === null ? [] : [pipeline.adminRole]),
    reading: lastOf([
      ...(isDeployedByJobs ? [] : [planRole, driftRole]),
      ...stateRoles,
      ...starting,
      ...(isJobAccount && !isDeployedByJobs ? [jobs.deploy] : []),
    ]),
  };
}

const NONE = { administrating: [], reading: [] } as const;

/** The roles that read and write the state, if its account is this one. */
function stateRolesIn({ environment }: Named, planStateRoleArn: string | undefined, accountId: string) {
  const { backend } = environment;
  const arns = [backend.type === "s3" ? backend.roleArn : undefined, planStateRoleArn];
  return arns.flatMap((arn) => (arn?.split(":")[4] === accountId ? arn : []));
}

/** Names of roles without their paths: they are unique in an account. */
function lastOf(names: readonly string[]): string[] {
  return names.map((name) => name.split("/").at(-1) ?? "");
}
