import { BackendError } from "../backend-error";
import type { CloudApi, Resource } from "./cloud-api";
import type { CloudSettings, WantedWorkspace } from "./wanted";

/** A workspace that exists. */
export interface FoundWorkspace {
  readonly id: string;
  readonly executionMode?: string;
  readonly terraformVersion?: string;
  readonly tags: readonly string[];
  /** Whether every workspace of the organization may read its state. */
  readonly sharesWithOrganization: boolean;
  readonly projectId?: string;
  /** IDs of the workspaces that may read its state; undefined if the server cannot share with single ones. */
  readonly consumers?: readonly string[];
}

/** What the server has. */
export interface FoundOrganization {
  /** ID of the project that the file names; undefined if it names none, or there is none yet. */
  readonly projectId?: string;
  /** By name. */
  readonly workspaces: ReadonlyMap<string, FoundWorkspace>;
}

/**
 * Reads what a server has of what an environment needs. Nothing about projects is asked if the file names none.
 * @throws BackendError if the organization is not there, or the server has no projects and the file names one
 */
export async function findOrganization(
  api: CloudApi,
  backend: CloudSettings,
  wanted: readonly WantedWorkspace[],
): Promise<FoundOrganization> {
  const { hostname, organization, project } = backend;
  if (!(await api.find(`organizations/${organization}`))) {
    throw new BackendError(
      `${hostname} has no organization ${organization}, or does not show it to this token.`,
      "Create it, correct `backend.organization` in the environment file, or use a token of one of its teams.",
    );
  }
  const projectId = project === undefined ? undefined : await findProject(api, backend, project);
  const workspaces = new Map<string, FoundWorkspace>();
  for (const { name, readBy } of wanted) {
    const resource = await api.find(`organizations/${organization}/workspaces/${name}`);
    if (resource) workspaces.set(name, await workspaceOf(api, resource, readBy.length > 0));
  }
  return { ...(projectId && { projectId }), workspaces };
}

async function findProject(
  api: CloudApi,
  { hostname, organization }: CloudSettings,
  name: string,
): Promise<string | undefined> {
  // Servers that do not know the filter answer with all projects.
  const query = `filter[names]=${encodeURIComponent(name)}`;
  const projects = await api.list(`organizations/${organization}/projects?${query}`);
  if (projects) return projects.find(({ attributes }) => attributes?.name === name)?.id;
  throw new BackendError(
    `${hostname} has no projects, or does not show them to this token.`,
    "Leave `backend.project` out of the environment file, or use a token that may read projects.",
  );
}

async function workspaceOf(
  api: CloudApi,
  { id, attributes = {}, relationships }: Resource,
  shared: boolean,
): Promise<FoundWorkspace> {
  const project = relationships?.project?.data as { readonly id?: string } | undefined;
  const consumers = shared ? await api.list(`workspaces/${id}/relationships/remote-state-consumers`) : [];
  return {
    id,
    ...textOf("executionMode", attributes["execution-mode"]),
    ...textOf("terraformVersion", attributes["terraform-version"]),
    tags: (attributes["tag-names"] as string[] | null | undefined) ?? [],
    sharesWithOrganization: attributes["global-remote-state"] === true,
    ...(project?.id && { projectId: project.id }),
    ...(consumers && { consumers: consumers.map((consumer) => consumer.id) }),
  };
}

function textOf<K extends string>(key: K, value: unknown): { readonly [P in K]?: string } {
  return (typeof value === "string" && value !== "" ? { [key]: value } : {}) as {
    readonly [P in K]?: string;
  };
}
