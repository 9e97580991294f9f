import { randomInt } from "node:crypto";
import { createDeployRoles } from "../../../sandbox/deploy-roles";
import { requireRunning } from "../../../sandbox/require-running";
import type { TerraformProject } from "../../../sandbox/terraform-project";
import { synthesizeVariant } from "./environment-variant";

/** The environment `sandbox` in two accounts that no other test uses. */
export interface ReachingProject {
  readonly project: TerraformProject;
  readonly source: string;
  readonly consumer: string;
}

/**
 * Synthesizes the environment `sandbox` for two fresh accounts, with their deploy roles.
 * @param folder name of the project's folder, below the sandbox's state folder
 */
export async function reachingProject(folder: string): Promise<ReachingProject> {
  const [source, consumer] = [freshAccount(), freshAccount()];
  const { emulatorUrl, region } = requireRunning();
  const roleName = "OrganizationAccountAccessRole";
  await createDeployRoles(
    emulatorUrl,
    region,
    [source, consumer].map((accountId) => ({ accountId, roleName })),
  );
  const project = synthesizeVariant(folder, "sandbox", (environment) => {
    const { accounts } = environment;
    if (!accounts.source || !accounts.consumer) throw new Error("sandbox.yaml names its accounts otherwise");
    accounts.source.id = source;
    accounts.consumer.id = consumer;
    return environment;
  });
  return { project, source, consumer };
}

/** An account that is nobody else's. */
export function freshAccount(): string {
  return String(randomInt(100_000_000_000, 999_999_999_999));
}
