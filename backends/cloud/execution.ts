import { BackendError } from "../backend-error";
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

/** Why a server that cannot share a state with single workspaces cannot serve remote runs as the file has them. */
export function cannotShare(
  { hostname }: CloudSettings,
  workspace: string,
  readers: readonly string[],
): BackendError {
  return new BackendError(
    `${hostname} cannot share the state of ${workspace} with single workspaces, and ${readers.join(", ")} must read it.`,
    "Set `backend.shareStateWith` to `organization` in the environment file: then every workspace of the organization may read the states of the sources. Or set `backend.executionMode` to `local`: then the user's own token reads them.",
  );
}
