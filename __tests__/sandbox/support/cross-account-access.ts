import { randomInt } from "node:crypto";
import type { ReaderApiConfig } from "../../../config/schema";
import { createDeployRoles } from "../../../sandbox/deploy-roles";
import { requireRunning } from "../../../sandbox/require-running";
import type { TerraformProject } from "../../../sandbox/terraform-project";
import { synthesizeVariant } from "./environment-variant";

/** The environment `sandbox` in two accounts that no other test uses. */
export interface CrossAccountProject {
  readonly source: string;
  readonly consumer: string;
  /** The stacks as they were synthesized last. */
  readonly project: TerraformProject;
  /** Synthesizes the stacks again, with another authorization of the reader API. */
  authorizeBy(authorization: ReaderApiConfig["authorization"]): void;
}

/**
 * Synthesizes the environment `sandbox` for two fresh accounts, with their deploy roles.
 * @param folder name of the project's folder, below the sandbox's state folder
 */
export async function crossAccountProject(folder: string): Promise<CrossAccountProject> {
  const [source, consumer] = [freshAccount(), freshAccount()];
  const { emulatorUrl, region } = requireRunning();
  const roleName = "OrganizationAccountAccessRole";
  const roles = [source, consumer].map((accountId) => ({ accountId, roleName }));
  await createDeployRoles(emulatorUrl, region, roles);
  const synthesize = (authorization?: ReaderApiConfig["authorization"]) =>
    synthesizeVariant(folder, "sandbox", (environment) => {
      const { accounts, consumers } = environment;
      const reader = consumers.handler?.readerApi;
      if (!accounts.source || !accounts.consumer || !reader) throw new Error("sandbox.yaml is another");
      accounts.source.id = source;
      accounts.consumer.id = consumer;
      if (authorization) reader.authorization = authorization;
      return environment;
    });
  return { source, consumer, project: synthesize(), authorizeBy: synthesize };
}

/** An account that is nobody else's. */
export function freshAccount(): string {
  return String(randomInt(100_000_000_000, 999_999_999_999));
}
