import { createServer, type Server } from "node:https";
import type { AddressInfo } from "node:net";
import type { Certificate } from "./certificate";
import { type Answer, type Asked, answerOf } from "./routes";
import { StateVersions } from "./state-versions";

/** A workspace as the server keeps it. */
export interface Workspace {
  readonly id: string;
  readonly attributes: Record<string, unknown>;
  readonly tags: string[];
  readonly consumers: string[];
  projectId: string;
}

/** How the server differs from Terraform Cloud. */
export interface ServerOptions {
  readonly token: string;
  /** @default true */
  readonly projects?: boolean;
  /** Whether states can be shared with single workspaces. @default true */
  readonly consumers?: boolean;
  /** Answers a request itself. @default none */
  readonly instead?: (asked: Asked) => Answer | undefined;
}

/**
 * A small server with the parts of Terraform Cloud's API that this project and Terraform's `cloud` backend use, as its
 * documentation describes them. It keeps everything in memory.
 */
export class CloudServer {
  readonly workspaces = new Map<string, Workspace>();
  readonly projects = new Map<string, string>([["Default Project", "prj-1"]]);
  readonly states = new StateVersions();
  /** Method and path of each request that changes something. */
  readonly writes: string[] = [];
  private server: Server | undefined;
  hostname = "";

  constructor(readonly options: ServerOptions) {}

  /** Starts the server on a free port. */
  async start({ cert, key }: Certificate): Promise<void> {
    this.server = createServer({ cert, key }, async (request, response) => {
      let body = "";
      for await (const part of request) body += part;
      const { method = "GET", url = "/", headers } = request;
      const asked = { method, url: new URL(url, `https://${headers.host}`), headers, body };
      if (method !== "GET") this.writes.push(`${method} ${asked.url.pathname}`);
      const {
        status,
        headers: more = {},
        body: text = "",
      } = this.options.instead?.(asked) ?? answerOf(this, asked);
      response.writeHead(status, { "Content-Type": "application/vnd.api+json", ...more });
      response.end(typeof text === "string" ? text : JSON.stringify(text));
    });
    await new Promise<void>((resolve) => this.server?.listen(0, "localhost", resolve));
    this.hostname = `localhost:${(this.server.address() as AddressInfo).port}`;
  }

  /** Stops the server. */
  async stop(): Promise<void> {
    this.server?.closeAllConnections();
    await new Promise((resolve) => this.server?.close(resolve));
  }

  /** A workspace as it is, by name. */
  workspace(name: string): Workspace | undefined {
    return [...this.workspaces.values()].find(({ attributes }) => attributes.name === name);
  }
}
