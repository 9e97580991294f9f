import { setTimeout as wait } from "node:timers/promises";
import { reasonOf } from "../../errors/reason-of";
import { PipelineError } from "../pipeline-error";
import type { GitHubConnection } from "./connection";
import { failureOf, type GitHubFailure } from "./failure";
import { waitBefore } from "./retries";

/** GitHub documentation, "REST API endpoints": the most entries that a page can have. */
const PAGE_SIZE = 100;

const REQUEST_MS = 30_000;

type Method = "GET" | "POST" | "PATCH";

/** Settings that tests change. */
export interface GitHubOptions {
  /** Ends waiting and requests when aborted. */
  readonly signal?: AbortSignal;
  /** How often a request is tried. @default 4 */
  readonly attempts?: number;
}

/** GitHub's REST API for one repository. No error holds the token. */
export class GitHub {
  constructor(
    private readonly connection: GitHubConnection,
    private readonly options: GitHubOptions = {},
  ) {}

  /** @param path below the repository, with a leading slash @throws PipelineError if GitHub refuses */
  get<T>(path: string): Promise<T> {
    return this.request("GET", path);
  }

  /** @throws PipelineError if GitHub refuses */
  post<T>(path: string, body: object): Promise<T> {
    return this.request("POST", path, body);
  }

  /** @throws PipelineError if GitHub refuses */
  patch<T>(path: string, body: object): Promise<T> {
    return this.request("PATCH", path, body);
  }

  /** Every entry of a list, whatever the number of its pages. @throws PipelineError if GitHub refuses */
  async list<T>(path: string): Promise<T[]> {
    const all: T[] = [];
    for (let page = 1; ; page += 1) {
      const separator = path.includes("?") ? "&" : "?";
      const entries = await this.get<T[]>(`${path}${separator}per_page=${PAGE_SIZE}&page=${page}`);
      all.push(...entries);
      if (entries.length < PAGE_SIZE) return all;
    }
  }

  private async request<T>(method: Method, path: string, body?: object): Promise<T> {
    const { attempts = 4, signal } = this.options;
    for (let attempt = 1; ; attempt += 1) {
      const response = await this.send(method, path, body);
      if (response.ok) return (await response.json()) as T;
      const pause = attempt < attempts ? waitBefore(attempt, method, response) : undefined;
      if (pause === undefined) throw failureOf(await this.failure(method, path, response));
      await response.body?.cancel();
      // If the command is interrupted meanwhile, the next request says so.
      await wait(pause, undefined, { signal }).catch(() => undefined);
    }
  }

  private async send(method: Method, path: string, body?: object): Promise<Response> {
    const { url, repository, token } = this.connection;
    const timeout = AbortSignal.timeout(REQUEST_MS);
    const { signal } = this.options;
    try {
      return await fetch(`${url}/repos/${repository}${path}`, {
        method,
        // The token is for this address only.
        redirect: "manual",
        signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
        headers: {
          accept: "application/vnd.github+json",
          authorization: `Bearer ${token}`,
          "content-type": "application/json",
          "user-agent": "cdktf-cross-account-dynamodb-streams",
          "x-github-api-version": "2022-11-28",
        },
        ...(body && { body: JSON.stringify(body) }),
      });
    } catch (error) {
      const { cause } = error as { readonly cause?: unknown };
      const reason = this.withoutToken(reasonOf(cause ?? error));
      throw new PipelineError(`GitHub did not answer at ${url}: ${reason}.`, "Run the job again.");
    }
  }

  private async failure(method: Method, path: string, response: Response): Promise<GitHubFailure> {
    const text = await response.text();
    const { repository } = this.connection;
    const request = `${method} /repos/${repository}${path}`;
    return { request, status: response.status, message: this.withoutToken(messageIn(text)) };
  }

  /** A server or a proxy may send back what it was sent. */
  private withoutToken(text: string): string {
    return text.replaceAll(this.connection.token, "***");
  }
}

const MESSAGE_CHARACTERS = 300;

function messageIn(text: string): string {
  try {
    const { message }: { readonly message?: unknown } = JSON.parse(text);
    return String(message ?? text).slice(0, MESSAGE_CHARACTERS);
  } catch {
    return text.slice(0, MESSAGE_CHARACTERS);
  }
}
