import type { Environment } from "./schema";
import { pipelineStackName } from "./stack-names";

/**
 * Names of the pipeline's stacks, in the order of the file's accounts: one for each account that it deploys to, that jobs
 * start in, or that keeps the state by a role. None if the file asks for no pipeline.
 */
export function pipelineStackNames(
  environment: Pick<Environment, "accounts" | "backend" | "consumers" | "pipeline" | "sources">,
): string[] {
  const { accounts, backend, consumers, pipeline, sources } = environment;
  if (!pipeline) return [];
  const parts = [...Object.values(sources), ...Object.values(consumers)];
  const used = new Set([pipeline.account, ...parts.map(({ account }) => account)]);
  const stateAccountId = backend.type === "s3" ? backend.roleArn?.split(":")[4] : undefined;
  return Object.entries(accounts)
    .filter(([key, { id }]) => used.has(key) || id === stateAccountId)
    .map(([key]) => pipelineStackName(key));
}
