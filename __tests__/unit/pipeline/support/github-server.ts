import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** A request that the server got. */
export interface Received {
  readonly method: string;
  /** Path below the repository, with its query. */
  readonly path: string;
  readonly headers: IncomingMessage["headers"];
  readonly body: Record<string, unknown>;
}

/** What the server says to a request, in place of what GitHub would. */
export interface Answer {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A comment or an issue on the server. */
export interface Stored {
  readonly id: number;
  readonly number: number;
  title?: string;
  body: string;
  state: string;
  readonly user: { readonly login: string };
  readonly html_url: string;
  readonly pull_request?: object;
}

const REPOSITORY = "/repos/acme/streams";

/** The part of GitHub's REST API that pipelines use, for the repository acme/streams, on a port of this machine. */
export class GitHubServer {
  readonly received: Received[] = [];
  readonly comments: Stored[] = [];
  readonly issues: Stored[] = [];
  readonly environments = new Map<string, object>();
  /** Said to the next requests, one each, before anything else. */
  readonly answers: Answer[] = [];
  /** Whom the token belongs to. */
  login = "github-actions[bot]";
  private readonly server: Server = createServer((request, response) => void this.serve(request, response));

  async start(): Promise<void> {
    await new Promise<void>((resolve) => this.server.listen(0, "127.0.0.1", resolve));
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** Variables of a job. */
  get variables(): NodeJS.ProcessEnv {
    return { GITHUB_API_URL: this.url, GITHUB_REPOSITORY: "acme/streams", GITHUB_TOKEN: "secret-token" };
  }

  /** Somebody writes a comment or an issue. */
  write(to: Stored[], post: Partial<Stored> & { readonly body: string }): Stored {
    const id = this.comments.length + this.issues.length + 1;
    const html_url = `${this.url}/posts/${id}`;
    const stored = { id, number: id, state: "open", user: { login: this.login }, html_url, ...post };
    to.push(stored);
    return stored;
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = "", url = "", headers } = request;
    const chunks = await request.toArray();
    const text = Buffer.concat(chunks).toString();
    const received = {
      method,
      path: url.slice(REPOSITORY.length),
      headers,
      body: text === "" ? {} : JSON.parse(text),
    };
    this.received.push(received);
    const { status, body = {}, headers: more } = this.answers.shift() ?? this.answer(received);
    response.writeHead(status, { "content-type": "application/json", ...more });
    response.end(JSON.stringify(body));
  }

  private answer({ method, path, headers, body }: Received): Answer {
    if (headers.authorization !== "Bearer secret-token")
      return { status: 401, body: { message: "Bad credentials" } };
    const { pathname, searchParams } = new URL(path, this.url);
    const route = `${method} ${pathname.replace(/\d+/g, "N")}`;
    const number = Number(/\d+/.exec(pathname)?.[0]);
    const environment = this.environments.get(decodeURIComponent(pathname.split("/")[2] ?? ""));
    const text = String(body.body);
    switch (route) {
      case "GET /issues/N/comments":
        return { status: 200, body: page(this.comments, searchParams) };
      case "POST /issues/N/comments":
        return { status: 201, body: this.write(this.comments, { body: text }) };
      case "PATCH /issues/comments/N":
        return changed(this.comments, number, body);
      case "GET /issues":
        return { status: 200, body: page(this.issues.filter(asked(searchParams)), searchParams) };
      case "POST /issues":
        return { status: 201, body: this.write(this.issues, { body: text, title: String(body.title) }) };
      case "PATCH /issues/N":
        return changed(this.issues, number, body);
      case "POST /code-scanning/sarifs":
        return { status: 202, body: { id: "upload-1" } };
      default:
        return environment
          ? { status: 200, body: environment }
          : { status: 404, body: { message: "Not Found" } };
    }
  }
}

function asked(query: URLSearchParams): (issue: Stored) => boolean {
  return ({ state, user }) => state === query.get("state") && user.login === query.get("creator");
}

function page(posts: readonly Stored[], query: URLSearchParams): Stored[] {
  const size = Number(query.get("per_page"));
  const start = (Number(query.get("page")) - 1) * size;
  return posts.slice(start, start + size);
}

function changed(posts: readonly Stored[], id: number, change: object): Answer {
  const post = posts.find((one) => one.id === id);
  return post
    ? { status: 200, body: Object.assign(post, change) }
    : { status: 404, body: { message: "Not Found" } };
}
