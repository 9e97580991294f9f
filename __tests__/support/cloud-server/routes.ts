import type { IncomingHttpHeaders } from "node:http";
import type { CloudServer, Workspace } from "./cloud-server";

/** A request. */
export interface Asked {
  readonly method: string;
  readonly url: URL;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** What is answered. */
export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

const NOT_FOUND: Answer = { status: 404, body: { errors: [{ status: "404", title: "not found" }] } };
const ORGANIZATION = "example-org";
const PAGE_SIZE = 20;

/** Terraform Cloud's answer to a request. */
export function answerOf(server: CloudServer, asked: Asked): Answer {
  const { pathname } = asked.url;
  if (pathname === "/.well-known/terraform.json") {
    return { status: 200, headers: { "Content-Type": "application/json" }, body: { "tfe.v2": "/api/v2/" } };
  }
  // Links to states carry their own permission.
  if (pathname.startsWith("/states/")) return server.states.file(asked);
  if (asked.headers.authorization !== `Bearer ${server.options.token}`) {
    return { status: 401, body: { errors: [{ status: "401", title: "unauthorized" }] } };
  }
  const [, kind = "", id = "", part, last] = pathname.replace("/api/v2", "").split("/");
  if (kind === "ping") return { status: 204, headers: { "TFP-API-Version": "2.6" } };
  if (kind === "organizations") return organization(server, asked, { id, part, name: last });
  if (kind === "state-versions") return server.states.version(asked, id);
  const workspace = server.workspaces.get(id);
  return kind === "workspaces" && workspace
    ? ofWorkspace(server, workspace, asked, { part, last })
    : NOT_FOUND;
}

function ofWorkspace(
  server: CloudServer,
  workspace: Workspace,
  asked: Asked,
  { part, last }: { readonly part?: string; readonly last?: string },
): Answer {
  if (part === undefined) return changed(workspace, asked);
  if (part === "actions") return lock(workspace, last === "lock");
  if (part === "relationships") return related(server, workspace, asked, last);
  return server.states.ofWorkspace(asked, workspace.id, part);
}

function organization(
  server: CloudServer,
  asked: Asked,
  { id, part, name }: { readonly id: string; readonly part?: string; readonly name?: string },
): Answer {
  if (id !== ORGANIZATION) return NOT_FOUND;
  if (part === undefined) return ok({ id: ORGANIZATION, type: "organizations" });
  if (part === "entitlement-set") {
    const attributes = { operations: true, "state-storage": true };
    return ok({ id: "ent-1", type: "entitlement-sets", attributes });
  }
  if (part === "projects" && server.options.projects !== false) return projects(server, asked);
  if (part !== "workspaces") return NOT_FOUND;
  if (asked.method === "POST") return created(server, asked);
  const workspace = server.workspace(name ?? "");
  return workspace ? ok(document(workspace)) : NOT_FOUND;
}

function projects({ projects }: CloudServer, asked: Asked): Answer {
  if (asked.method === "POST") {
    const { name } = JSON.parse(asked.body).data.attributes;
    const id = `prj-${projects.size + 1}`;
    projects.set(name, id);
    return { status: 201, body: { data: { id, type: "projects", attributes: { name } } } };
  }
  const all = [...projects].map(([name, id]) => ({ id, type: "projects", attributes: { name } }));
  return page(all, asked);
}

function created(server: CloudServer, asked: Asked): Answer {
  const { attributes, relationships } = JSON.parse(asked.body).data;
  const id = `ws-${server.workspaces.size + 1}`;
  const defaults = {
    "execution-mode": "remote",
    "terraform-version": "1.11.4",
    "global-remote-state": false,
  };
  const workspace: Workspace = {
    id,
    attributes: { ...defaults, locked: false, permissions: PERMISSIONS, ...attributes },
    tags: [],
    consumers: [],
    projectId: relationships?.project?.data?.id ?? "prj-1",
  };
  server.workspaces.set(id, workspace);
  return { status: 201, body: { data: document(workspace) } };
}

const PERMISSIONS = {
  "can-update": true,
  "can-destroy": true,
  "can-lock": true,
  "can-unlock": true,
  "can-queue-run": true,
  "can-read-settings": true,
};

function changed(workspace: Workspace, { method, body }: Asked): Answer {
  if (method === "PATCH") {
    const { attributes = {}, relationships } = JSON.parse(body).data;
    Object.assign(workspace.attributes, attributes);
    workspace.projectId = relationships?.project?.data?.id ?? workspace.projectId;
  }
  return ok(document(workspace));
}

function lock(workspace: Workspace, locked: boolean): Answer {
  if (locked && workspace.attributes.locked) return { status: 409, body: { errors: [{ status: "409" }] } };
  workspace.attributes.locked = locked;
  return ok(document(workspace));
}

function related(server: CloudServer, workspace: Workspace, asked: Asked, part = ""): Answer {
  const given: { id: string; attributes?: { name: string } }[] =
    asked.method === "POST" ? JSON.parse(asked.body).data : [];
  if (part === "tags") {
    workspace.tags.push(...given.map(({ attributes }) => attributes?.name ?? ""));
    return { status: 204 };
  }
  if (part !== "remote-state-consumers" || server.options.consumers === false) return NOT_FOUND;
  workspace.consumers.push(...given.map(({ id }) => id));
  if (asked.method === "POST") return { status: 204 };
  return page(
    workspace.consumers.map((id) => ({ id, type: "workspaces" })),
    asked,
  );
}

function document({ id, attributes, tags, projectId }: Workspace) {
  return {
    id,
    type: "workspaces",
    attributes: {
      ...attributes,
      operations: attributes["execution-mode"] !== "local",
      "tag-names": tags,
    },
    relationships: {
      organization: { data: { id: ORGANIZATION, type: "organizations" } },
      project: { data: { id: projectId, type: "projects" } },
    },
  };
}

function page(all: readonly unknown[], { url }: Asked): Answer {
  const number = Number(url.searchParams.get("page[number]") ?? 1);
  const data = all.slice((number - 1) * PAGE_SIZE, number * PAGE_SIZE);
  const next = number * PAGE_SIZE < all.length ? number + 1 : null;
  return { status: 200, body: { data, meta: { pagination: { "current-page": number, "next-page": next } } } };
}

function ok(data: unknown): Answer {
  return { status: 200, body: { data } };
}
