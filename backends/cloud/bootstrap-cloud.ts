import type { LoadedEnvironment } from "../../config/load-environment";
import type { BootstrapOptions } from "../bootstrap-options";
import type { BackendReport } from "../report";
import { applyChanges } from "./apply-changes";
import { changeStep } from "./change-step";
import { cloudChanges } from "./changes";
import { CloudApi } from "./cloud-api";
import { type FoundOrganization, findOrganization } from "./found";
import { findToken } from "./token";
import { type CloudSettings, type WantedWorkspace, wantedWorkspaces } from "./wanted";

/**
 * Makes the workspaces of an environment, as its file has them. What fits already is not touched, so a second run
 * changes nothing.
 * @throws BackendError if there is no token, or the server refuses something
 */
export async function bootstrapCloud(
  { name, environment }: LoadedEnvironment,
  backend: CloudSettings,
  { dryRun, signal, onStep }: BootstrapOptions,
): Promise<BackendReport> {
  const { hostname, organization } = backend;
  const api = new CloudApi({ hostname, token: findToken(hostname), signal });
  const wanted = wantedWorkspaces(environment, backend);
  const found = await findOrganization(api, backend, wanted);
  const changes = cloudChanges(backend, wanted, found);
  const done = dryRun
    ? changes
    : await applyChanges(api, backend, { found, changes }, (change) => onStep(changeStep(change)));
  return {
    environment: name,
    backend: "cloud",
    where: `Terraform Cloud at ${hostname}, organization ${organization}`,
    dryRun,
    steps: done.map(changeStep),
    notes: notesOn(backend, wanted, found),
  };
}

function notesOn(
  { shareStateWith }: CloudSettings,
  wanted: readonly WantedWorkspace[],
  { workspaces }: FoundOrganization,
): string[] {
  if (shareStateWith === "organization") return [];
  return wanted
    .filter(({ name, readBy }) => readBy.length > 0 && workspaces.get(name)?.sharesWithOrganization)
    .map(
      ({ name }) =>
        `Every workspace of the organization may read the state of ${name}. If only its consumers need it, turn that off in the settings of the workspace and run this command again.`,
    );
}
