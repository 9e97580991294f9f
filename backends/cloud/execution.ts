import type { FoundOrganization } from "./found";
import type { CloudSettings } from "./wanted";

/** Where Terraform runs for a workspace that is created, if the file does not say it: credentials of AWS are there. */
export const DEFAULT_EXECUTION_MODE = "local";

/** Whether Terraform runs where the command is started for all of these workspaces, once the file is applied. */
export function runLocally(
  names: readonly string[],
  { executionMode }: CloudSettings,
  { workspaces }: FoundOrganization,
): boolean {
  const modeOf = (name: string) =>
    executionMode ?? workspaces.get(name)?.executionMode ?? DEFAULT_EXECUTION_MODE;
  return names.every((name) => modeOf(name) === "local");
}
