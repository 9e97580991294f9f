import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { reasonOf } from "../../errors/reason-of";
import { UserError } from "../../errors/user-error";
import { SandboxError } from "../../sandbox/sandbox-error";
import { sendFile, sendJson, sendRefusal, setSafeHeaders } from "./answers";
import { type PageFile, pageFiles } from "./page-files";
import { readBody } from "./read-body";
import { tokenRefusal, typeRefusal, visitorRefusal } from "./visitors";

/** What the page may ask for: GET only looks, POST changes something. */
export interface Routes {
  /** Each gets the query. */
  readonly get: Readonly<Record<string, (query: URLSearchParams) => Promise<unknown>>>;
  /** Each gets the JSON of the request. */
  readonly post: Readonly<Record<string, (body: unknown) => Promise<unknown>>>;
  /** Takes over the answer to `GET /api/live`. */
  live(answer: ServerResponse): void;
}

/** A server that listens. */
export interface Listening {
  readonly server: Server;
  readonly port: number;
}

interface Parts {
  readonly routes: Routes;
  readonly token: string;
  readonly files: ReadonlyMap<string, PageFile>;
  port(): number;
}

/**
 * Serves the page and its API on 127.0.0.1 only.
 * @param port 0 for any free one
 * @throws SandboxError if the port cannot be used
 */
export function listen(routes: Routes, token: string, port: number): Promise<Listening> {
  const server = createServer((incoming, answer) => void serve(parts, incoming, answer));
  const ownPort = () => (server.address() as AddressInfo).port;
  const parts: Parts = { routes, token, files: pageFiles(), port: ownPort };
  return new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      const cause = error.code === "EADDRINUSE" ? "it is in use" : error.message;
      const remedy = "Choose another with --port, or leave the option out to use a free one.";
      reject(new SandboxError(`Port ${port} of 127.0.0.1 cannot be used: ${cause}.`, remedy));
    });
    server.listen(port, "127.0.0.1", () => resolve({ server, port: ownPort() }));
  });
}

/** Never throws. */
async function serve(parts: Parts, incoming: IncomingMessage, answer: ServerResponse): Promise<void> {
  setSafeHeaders(answer);
  const refused = visitorRefusal(incoming, parts.port());
  if (refused) return sendRefusal(answer, refused);
  const { pathname, searchParams } = urlOf(incoming);
  const file = incoming.method === "GET" ? parts.files.get(pathname) : undefined;
  if (file) return sendFile(answer, file);
  const stranger = tokenRefusal(incoming, parts.token);
  if (stranger) return sendRefusal(answer, stranger);
  if (incoming.method === "GET" && pathname === "/api/live") return parts.routes.live(answer);
  try {
    await callRoute(parts.routes, pathname, searchParams, incoming, answer);
  } catch (error) {
    // All of it is about what the user asked of the sandbox.
    sendJson(answer, error instanceof UserError ? 400 : 502, { message: reasonOf(error) });
  }
}

async function callRoute(
  { get, post }: Routes,
  path: string,
  query: URLSearchParams,
  incoming: IncomingMessage,
  answer: ServerResponse,
): Promise<void> {
  if (incoming.method === "GET" && Object.hasOwn(get, path)) {
    return sendJson(answer, 200, await get[path]?.(query));
  }
  if (incoming.method === "POST" && Object.hasOwn(post, path)) {
    const refused = typeRefusal(incoming);
    if (refused) return sendRefusal(answer, refused);
    return sendJson(answer, 200, (await post[path]?.(await readBody(incoming))) ?? {});
  }
  sendJson(answer, 404, { message: `There is no ${incoming.method} ${path}.` });
}

/** A target that is not a URL is none of the console's. */
function urlOf({ url = "/" }: IncomingMessage): URL {
  const base = "http://console";
  return URL.canParse(url, base) ? new URL(url, base) : new URL("/not-a-url", base);
}
