import { setTimeout as sleep } from "node:timers/promises";
import { reasonOf } from "../../errors/reason-of";
import { BackendError } from "../backend-error";
import { answerProblem } from "./answer-problem";
import { type HttpsRequest, type HttpsResponse, httpsRequest } from "./https-request";
import { waitBeforeRetry } from "./retry";

const MEDIA_TYPE = "application/vnd.api+json";
const PAGE_SIZE = 100;

/** A resource of the API (jsonapi.org). */
export interface Resource {
  readonly id: string;
  readonly type: string;
  readonly attributes?: Readonly<Record<string, unknown>>;
  readonly relationships?: Readonly<Record<string, { readonly data?: unknown } | undefined>>;
}

/** How to reach a server with Terraform Cloud's API. */
export interface CloudConnection {
  /** Host name, with a port if it is not 443. */
  readonly hostname: string;
  readonly token: string;
  /** Ends waiting and requests when aborted. @default never */
  readonly signal?: AbortSignal;
  /** Time limit of one request, milliseconds. @default 30 seconds */
  readonly timeoutMs?: number;
}

/** The API of Terraform Cloud, of Terraform Enterprise or of another server that has it. */
export class CloudApi {
  private base: URL | undefined;

  constructor(private readonly connection: CloudConnection) {}

  /** Reads a resource. @returns undefined if the server does not have it, or does not show it to this token */
  async find(path: string): Promise<Resource | undefined> {
    const answer = await this.send("GET", path);
    return answer.status === 404 ? undefined : this.parsed(answer, `GET ${path}`).data;
  }

  /**
   * Reads what is no resource, such as a plan as JSON. Where the server sends elsewhere for it, it is read there: the link
   * carries its own permission, so the token does not go along.
   * @returns undefined if the server does not have it
   */
  async text(path: string): Promise<string | undefined> {
    const answer = await this.send("GET", path);
    const { location } = answer.headers;
    const isElsewhere = answer.status >= 300 && answer.status < 400 && typeof location === "string";
    const found = isElsewhere ? await this.linked(new URL(location, this.base)) : answer;
    if (found.status === 404) return undefined;
    this.throwProblem(found, `GET ${path}`);
    return found.body;
  }

  /** Reads every page of a list. @returns undefined if the server does not have it */
  async list(path: string): Promise<Resource[] | undefined> {
    const found: Resource[] = [];
    for (let page: number | null = 1; page !== null; ) {
      const paged = `${path}${path.includes("?") ? "&" : "?"}page[number]=${page}&page[size]=${PAGE_SIZE}`;
      const answer = await this.send("GET", paged);
      if (answer.status === 404) return undefined;
      const { data, meta } = this.parsed(answer, `GET ${path}`);
      found.push(...data);
      const next: number | null = meta?.pagination?.["next-page"] ?? null;
      // A server that always names the same page would never let us go.
      page = next !== null && next > page ? next : null;
    }
    return found;
  }

  /** Creates or updates a resource. @throws BackendError if the server refuses it */
  async write(method: "POST" | "PATCH", path: string, data: unknown): Promise<Resource | undefined> {
    const answer = await this.send(method, path, JSON.stringify({ data }));
    return this.parsed(answer, `${method} ${path}`).data;
  }

  private linked(url: URL): Promise<HttpsResponse> {
    return this.repeated({ method: "GET", url, headers: { Accept: "application/json" } });
  }

  private throwProblem(answer: HttpsResponse, what: string): void {
    const { hostname, token } = this.connection;
    const problem = answerProblem(answer, { what, hostname });
    if (problem) throw new BackendError(withoutToken(problem.cause, token), problem.remedy);
  }

  private parsed(answer: HttpsResponse, what: string) {
    const { hostname } = this.connection;
    this.throwProblem(answer, what);
    if (answer.body.trim() === "") return {};
    try {
      return JSON.parse(answer.body);
    } catch {
      throw new BackendError(
        `${hostname} does not answer ${what} with JSON.`,
        "Check `backend.hostname` in the environment file.",
      );
    }
  }

  private async send(method: HttpsRequest["method"], path: string, body?: string): Promise<HttpsResponse> {
    this.base ??= await this.discover();
    const url = new URL(path, this.base);
    const headers = {
      Authorization: `Bearer ${this.connection.token}`,
      Accept: MEDIA_TYPE,
      ...(body === undefined ? {} : { "Content-Type": MEDIA_TYPE }),
    };
    return this.repeated({ method, url, headers, ...(body !== undefined && { body }) });
  }

  /** The token goes only where the host itself says that its API is (Terraform, "Remote service discovery"). */
  private async discover(): Promise<URL> {
    const { hostname } = this.connection;
    const url = new URL(`https://${hostname}/.well-known/terraform.json`);
    const answer = await this.repeated({ method: "GET", url, headers: { Accept: "application/json" } });
    const services = answer.status === 200 ? this.parsed(answer, "GET /.well-known/terraform.json") : {};
    const place: unknown = services["tfe.v2"];
    const base = typeof place === "string" ? new URL(place.replace(/\/?$/, "/"), url) : undefined;
    if (base?.protocol === "https:") return base;
    throw new BackendError(
      `${hostname} is no server with Terraform Cloud's API: /.well-known/terraform.json does not say where it is.`,
      "Check `backend.hostname` in the environment file.",
    );
  }

  private async repeated(request: Omit<HttpsRequest, "signal">): Promise<HttpsResponse> {
    for (let attempt = 1; ; attempt++) {
      const answer = await this.once(request);
      const waitMs = waitBeforeRetry(answer, { method: request.method, attempt });
      if (waitMs === undefined) return answer;
      await sleep(waitMs, undefined, { signal: this.connection.signal }).catch(() => {
        throw interrupted();
      });
    }
  }

  private async once(request: Omit<HttpsRequest, "signal">): Promise<HttpsResponse> {
    const { hostname, token, signal, timeoutMs = 30_000 } = this.connection;
    const limit = AbortSignal.timeout(timeoutMs);
    try {
      return await httpsRequest({ ...request, signal: signal ? AbortSignal.any([signal, limit]) : limit });
    } catch (error) {
      if (signal?.aborted) throw interrupted();
      const reason = limit.aborted ? `it did not answer within ${timeoutMs / 1000} s` : reasonOf(error);
      throw new BackendError(
        `${hostname} cannot be reached: ${withoutToken(reason, token)}.`,
        "Check `backend.hostname` in the environment file, the network, and SSL_CERT_FILE if the server has a certificate of your own.",
      );
    }
  }
}

function interrupted(): BackendError {
  return new BackendError(
    "The command was interrupted.",
    "Run the command again: it goes on where it stopped.",
  );
}

/** A server may quote what it was sent. */
function withoutToken(text: string, token: string): string {
  return text.replaceAll(token, "(token)");
}
