import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { type ApiAnswer, refusal } from "../api/answer";
import type { EmulatorMappings } from "../api/emulator-mappings";
import { ApiError } from "../api/errors";
import type { ApiCall, MappingApi } from "../api/mapping-api";
import { type Operation, operationOf } from "../api/operation";
import type { Feed } from "../feed/feed";
import { errorText, type Log } from "../log";
import { isLetIn } from "./authentication";
import type { Callers } from "./callers";
import { withoutCors } from "./cors";
import { streamFeed } from "./feed-stream";
import type { ForwardedAnswer, PassThrough } from "./pass-through";
import { send, sendUnavailable } from "./send";
import { undoCreation } from "./takeover";
import { secretRefusal, visitorRefusal } from "./visitors";

/** What the server hands calls to. */
export interface ServerParts {
  readonly api: MappingApi;
  readonly proxy: PassThrough;
  readonly callers: Callers;
  readonly emulator: EmulatorMappings;
  readonly log: Log;
  readonly feed: Feed;
  /** What who asks for the status or for events must know. */
  readonly secret: string;
  /** Answer of the status page. */
  status(): unknown;
}

const KEEP_ALIVE_MS = 120_000;

/**
 * Listens on 127.0.0.1 only, and answers no web page: behind an emulator that checks nothing, a client that reaches the
 * port may use any account.
 * @throws Error when the port is taken
 */
export function listen(parts: ServerParts, port: number): Promise<{ server: Server; port: number }> {
  const server = createServer((incoming, outgoing) => void handle(parts, incoming, outgoing));
  // Longer than any SDK keeps an idle connection: the client must be the one who closes it.
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  return new Promise((resolve, reject) => {
    server.once("error", (error) => reject(unusablePort(port, error)));
    server.listen(port, "127.0.0.1", () => resolve({ server, port: (server.address() as AddressInfo).port }));
  });
}

function unusablePort(port: number, error: NodeJS.ErrnoException): Error {
  const cause = error.code === "EADDRINUSE" ? "it is in use" : error.message;
  return new Error(
    `port ${port} of 127.0.0.1 cannot be used: ${cause}. Name another with --port, or 0 for any free one.`,
  );
}

/** Never throws. */
async function handle(
  parts: ServerParts,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): Promise<void> {
  const refused = visitorRefusal(incoming);
  if (refused) return send(outgoing, refused);
  const { pathname, searchParams } = urlOf(incoming);
  if (pathname === "/_stream-mappings/health") return send(outgoing, { status: 200, body: { ok: true } });
  if (pathname === "/_stream-mappings/status") return send(outgoing, statusAnswer(parts, incoming));
  if (pathname === "/_stream-mappings/events")
    return streamFeed(parts.feed, parts.secret, incoming, outgoing);
  const operation = operationOf(incoming.method ?? "GET", pathname);
  if (!operation) return parts.proxy.pass(incoming, outgoing);
  try {
    await serve(parts, operation, searchParams, incoming, outgoing);
  } catch (error) {
    if (error instanceof ApiError) return send(outgoing, refusal(error));
    parts.log("call-failed", { path: pathname, message: errorText(error) });
    sendUnavailable(outgoing, error instanceof Error ? error : new Error(String(error)));
  }
}

function statusAnswer({ secret, status }: ServerParts, incoming: IncomingMessage): ApiAnswer {
  return secretRefusal(incoming, secret) ?? { status: 200, body: status() };
}

/** A target that is not a URL is none of this service's: it is passed on as it came. */
function urlOf({ url = "/" }: IncomingMessage): URL {
  const base = "http://service";
  return new URL(URL.canParse(url, base) ? url : "/", base);
}

/** Lets the emulator authorize the call first, then answers in its place what is for this service to answer. */
async function serve(
  parts: ServerParts,
  operation: Operation,
  query: URLSearchParams,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): Promise<void> {
  const body = await readAll(incoming);
  const answer = await parts.proxy.forward(incoming, body);
  const scope = isLetIn(answer) ? await parts.callers.scope(incoming.headers.authorization) : undefined;
  if (!scope) return relay(outgoing, answer);
  const call: ApiCall = { operation, scope, query, body };
  if (!parts.api.serves(call, answer.status)) return relay(outgoing, answer);
  if (operation.kind === "create") await undoCreation(parts.emulator, scope, answer);
  send(outgoing, await parts.api.answer(call));
}

function relay(outgoing: ServerResponse, { status, headers, body }: ForwardedAnswer): void {
  const { "transfer-encoding": _, connection: __, ...rest } = withoutCors(headers);
  outgoing.writeHead(status, { ...rest, "content-length": String(body.length) });
  outgoing.end(body);
}

async function readAll(incoming: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
