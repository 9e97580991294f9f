import { BackendError } from "../backend-error";
import type { CloudChange, WorkspaceChange } from "./changes";
import type { CloudApi } from "./cloud-api";
import { cannotShare, runLocally } from "./execution";
import type { FoundOrganization } from "./found";
import type { CloudSettings } from "./wanted";

/** IDs of what exists by now. */
interface Known {
  readonly workspaces: Map<string, string>;
  projectId: string | undefined;
}

/**
 * Sends changes, one after the other. What was sent stays if a later one fails: the next run sends the rest.
 * @param onChange called after each change
 * @returns the changes that were sent: a server that cannot share with single workspaces need not if runs are local
 * @throws BackendError if the server refuses one
 */
export async function applyChanges(
  api: CloudApi,
  backend: CloudSettings,
  { found, changes }: { readonly found: FoundOrganization; readonly changes: readonly CloudChange[] },
  onChange: (change: CloudChange) => void,
): Promise<CloudChange[]> {
  const ids = [...found.workspaces].map(([name, { id }]): [string, string] => [name, id]);
  const known: Known = { workspaces: new Map(ids), projectId: found.projectId };
  const sent: CloudChange[] = [];
  for (const change of changes) {
    if (change.kind === "share-state") {
      if (!(await share(api, backend, change, { found, known }))) continue;
    } else {
      await apply(api, backend, change, known);
    }
    sent.push(change);
    onChange(change);
  }
  return sent;
}

async function apply(
  api: CloudApi,
  backend: CloudSettings,
  change: Exclude<CloudChange, { kind: "share-state" }>,
  known: Known,
): Promise<void> {
  const organization = `organizations/${backend.organization}`;
  if (change.kind === "create-project") {
    const body = { type: "projects", attributes: { name: change.name } };
    known.projectId = (await api.write("POST", `${organization}/projects`, body))?.id;
    return;
  }
  const { workspace } = change;
  if (change.kind === "create-workspace") {
    const created = await api.write(
      "POST",
      `${organization}/workspaces`,
      body(change, known, { name: workspace }),
    );
    known.workspaces.set(workspace, created?.id ?? "");
    return;
  }
  const path = `workspaces/${idOf(workspace, known)}`;
  if (change.kind === "update-workspace") {
    await api.write("PATCH", path, body(change, known));
    return;
  }
  const tags = change.tags.map((name) => ({ type: "tags", attributes: { name } }));
  await api.write("POST", `${path}/relationships/tags`, tags);
}

/** @returns whether the state is shared now */
async function share(
  api: CloudApi,
  backend: CloudSettings,
  { workspace, readers }: Extract<CloudChange, { kind: "share-state" }>,
  { found, known }: { readonly found: FoundOrganization; readonly known: Known },
): Promise<boolean> {
  const list = `workspaces/${idOf(workspace, known)}/relationships/remote-state-consumers`;
  if (await api.list(list)) {
    const data = readers.map((reader) => ({ type: "workspaces", id: idOf(reader, known) }));
    await api.write("POST", list, data);
    return true;
  }
  if (runLocally(readers, backend, found)) return false;
  throw cannotShare(backend, workspace, readers);
}

function body(
  { attributes, project }: WorkspaceChange,
  { projectId }: Known,
  more: Readonly<Record<string, string>> = {},
) {
  const relationships = { project: { data: { type: "projects", id: projectId } } };
  return {
    type: "workspaces",
    attributes: { ...more, ...attributes },
    ...(project !== undefined && { relationships }),
  };
}

function idOf(workspace: string, { workspaces }: Known): string {
  const id = workspaces.get(workspace);
  if (id) return id;
  throw new BackendError(
    `The server did not say which ID the workspace ${workspace} has.`,
    "Run the command again: it goes on where it stopped.",
  );
}
