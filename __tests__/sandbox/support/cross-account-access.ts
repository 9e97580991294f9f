import type { ReaderApiConfig } from "../../../config/schema";
import type { TerraformProject } from "../../../sandbox/terraform-project";
import { synthesizeVariant } from "./environment-variant";
import { freshAccounts, inAccounts, letTerraformIn } from "./own-accounts";

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
  const accounts = freshAccounts();
  await letTerraformIn(Object.values(accounts));
  const synthesize = (authorization?: ReaderApiConfig["authorization"]) =>
    synthesizeVariant(folder, "sandbox", (environment) => {
      const reader = environment.consumers.handler?.readerApi;
      if (!reader) throw new Error("sandbox.yaml is another");
      if (authorization) reader.authorization = authorization;
      return inAccounts(environment, accounts);
    });
  return { ...accounts, project: synthesize(), authorizeBy: synthesize };
}
