import type { StateLocation } from "../../stacks/state";

/** Where states are, for people. */
export function placeOf({ backend, folder = "" }: StateLocation): string {
  if (backend.type === "local") return `files in ${folder}`;
  if (backend.type === "s3") return `s3://${backend.bucket}/${backend.keyPrefix}/`;
  const { hostname, organization, workspacePrefix } = backend;
  return `${hostname}/${organization} (workspaces ${workspacePrefix}…)`;
}
