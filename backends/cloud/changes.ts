import { cannotShare, DEFAULT_EXECUTION_MODE, runLocally } from "./execution";
import type { FoundOrganization, FoundWorkspace } from "./found";
import type { CloudSettings, WantedWorkspace } from "./wanted";

/** Settings of a workspace that are sent, by their names in the API. */
export type WorkspaceAttributes = Readonly<Record<string, string | boolean>>;

/** Settings of one workspace that are sent. */
export interface WorkspaceChange {
  readonly workspace: string;
  readonly attributes: WorkspaceAttributes;
  /** Name of the project to put it into. @default none, or the one that it is in */
  readonly project?: string;
}

/** One request, or several of the same kind, that make the server fit the file. Workspaces are named. */
export type CloudChange =
  | { readonly kind: "create-project"; readonly name: string }
  | ({ readonly kind: "create-workspace" } & WorkspaceChange)
  | ({ readonly kind: "update-workspace" } & WorkspaceChange)
  | { readonly kind: "add-tags"; readonly workspace: string; readonly tags: readonly string[] }
  | { readonly kind: "share-state"; readonly workspace: string; readonly readers: readonly string[] };

/**
 * What is to be sent, in this order: a workspace is shared with workspaces that exist by then.
 * @throws BackendError if it is known that the server cannot share a state that remote runs must read
 */
export function cloudChanges(
  backend: CloudSettings,
  wanted: readonly WantedWorkspace[],
  found: FoundOrganization,
): CloudChange[] {
  const { project } = backend;
  const newProject = project !== undefined && found.projectId === undefined;
  const each = (change: (wanted: WantedWorkspace, found?: FoundWorkspace) => CloudChange[]) =>
    wanted.flatMap((workspace) => change(workspace, found.workspaces.get(workspace.name)));
  return [
    ...(newProject ? [{ kind: "create-project" as const, name: project }] : []),
    ...each((workspace, existing) =>
      existing
        ? updates(backend, workspace, existing, found.projectId)
        : [creation(backend, workspace, project)],
    ),
    ...each(({ name }, existing) => tagging(backend, name, existing)),
    ...each((workspace, existing) => sharing(backend, workspace, existing, found)),
  ];
}

/** Terraform Enterprise may share new workspaces with everyone by default, so that is said in any case. */
function creation(
  backend: CloudSettings,
  { name, readBy }: WantedWorkspace,
  project: string | undefined,
): CloudChange {
  const attributes: WorkspaceAttributes = {
    "execution-mode": backend.executionMode ?? DEFAULT_EXECUTION_MODE,
    ...(backend.terraformVersion && { "terraform-version": backend.terraformVersion }),
    "global-remote-state": sharesAll(backend, readBy),
  };
  return { kind: "create-workspace", workspace: name, attributes, ...(project !== undefined && { project }) };
}

function updates(
  backend: CloudSettings,
  { name, readBy }: WantedWorkspace,
  existing: FoundWorkspace,
  projectId: string | undefined,
): CloudChange[] {
  const { executionMode, terraformVersion, project } = backend;
  const attributes: WorkspaceAttributes = {
    ...(executionMode && executionMode !== existing.executionMode && { "execution-mode": executionMode }),
    ...(terraformVersion &&
      terraformVersion !== existing.terraformVersion && { "terraform-version": terraformVersion }),
    ...(sharesAll(backend, readBy) && !existing.sharesWithOrganization && { "global-remote-state": true }),
  };
  const moved = project !== undefined && (projectId === undefined || existing.projectId !== projectId);
  if (Object.keys(attributes).length === 0 && !moved) return [];
  return [{ kind: "update-workspace", workspace: name, attributes, ...(moved && { project }) }];
}

function tagging(
  { workspaceTags }: CloudSettings,
  workspace: string,
  existing?: FoundWorkspace,
): CloudChange[] {
  const tags = workspaceTags.filter((tag) => !existing?.tags.includes(tag));
  return tags.length > 0 ? [{ kind: "add-tags", workspace, tags }] : [];
}

/**
 * A workspace that shares its state with everyone is left so: others may read it. On a server that cannot share with
 * single workspaces, local runs read it with the user's own token.
 */
function sharing(
  backend: CloudSettings,
  { name, readBy }: WantedWorkspace,
  existing: FoundWorkspace | undefined,
  found: FoundOrganization,
): CloudChange[] {
  if (sharesAll(backend, readBy) || existing?.sharesWithOrganization) return [];
  if (existing && !existing.consumers) {
    if (runLocally(readBy, backend, found)) return [];
    throw cannotShare(backend, name, readBy);
  }
  const known = existing?.consumers ?? [];
  const readers = readBy.filter((reader) => !known.includes(found.workspaces.get(reader)?.id ?? ""));
  return readers.length > 0 ? [{ kind: "share-state", workspace: name, readers }] : [];
}

function sharesAll({ shareStateWith }: CloudSettings, readBy: readonly string[]): boolean {
  return shareStateWith === "organization" && readBy.length > 0;
}
