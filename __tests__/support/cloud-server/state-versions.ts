import type { Answer, Asked } from "./routes";

/** A version of a workspace's state. */
interface Version {
  readonly id: string;
  readonly workspace: string;
  readonly serial: number;
  text: string;
}

/** The states of the server's workspaces. */
export class StateVersions {
  private readonly versions: Version[] = [];

  /** The state of a workspace as Terraform has written it; undefined if there is none. */
  textOf(workspace: string): string | undefined {
    return this.current(workspace)?.text;
  }

  /** Answers `workspaces/<id>/current-state-version` and `workspaces/<id>/state-versions`. */
  ofWorkspace(asked: Asked, workspace: string, part: string): Answer {
    if (part === "state-versions" && asked.method === "POST") {
      const { serial } = JSON.parse(asked.body).data.attributes;
      const version = { id: `sv-${this.versions.length + 1}`, workspace, serial, text: "" };
      this.versions.push(version);
      return { status: 201, body: { data: document(version, asked) } };
    }
    const version = this.current(workspace);
    if (!version) return { status: 404, body: { errors: [{ status: "404", title: "not found" }] } };
    return { status: 200, body: { data: document(version, asked) } };
  }

  /** Answers `state-versions/<id>`. */
  version(asked: Asked, id: string): Answer {
    const version = this.versions.find((one) => one.id === id);
    return version ? { status: 200, body: { data: document(version, asked) } } : { status: 404 };
  }

  /** Serves and takes the text of a state. The JSON that Terraform uploads besides is dropped. */
  file({ method, url, body }: Asked): Answer {
    const [, , id, kind] = url.pathname.split("/");
    const version = this.versions.find((one) => one.id === id);
    if (!version) return { status: 404 };
    if (method === "PUT" && kind === "state") version.text = body;
    return { status: 200, body: version.text };
  }

  private current(workspace: string): Version | undefined {
    return this.versions.filter((one) => one.workspace === workspace).at(-1);
  }
}

function document({ id, serial }: Version, { url: { origin } }: Asked) {
  const at = (kind: string) => `${origin}/states/${id}/${kind}`;
  return {
    id,
    type: "state-versions",
    attributes: {
      serial,
      status: "finalized",
      "resources-processed": true,
      "hosted-state-download-url": at("state"),
      "hosted-state-upload-url": at("state"),
      "hosted-json-state-upload-url": at("json"),
    },
  };
}
