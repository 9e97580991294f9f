import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { sendAnswer, sendError } from "../api/answer";
import { ApiError } from "../api/errors";
import type { ApiCall, MappingApi } from "../api/mapping-api";
import { type Operation, operationOf } from "../api/operation";
import { errorText, type Log } from "../log";
import { isLetIn } from "./authentication";
import type { Callers } from "./callers";
import { type ForwardedAnswer, type PassThrough, refuse } from "./pass-through";
import type { Takeover } from "./takeover";

/** What the server hands calls to. */
export interface ServerParts {
  readonly api: MappingApi;
  readonly proxy: PassThrough;
  readonly callers: Callers;
  readonly takeover: Takeover;
  readonly log: Log;
  /** Answer of the status page. */
  status(): unknown;
}

const KEEP_ALIVE_MS = 120_000;

/**
 * Listens on 127.0.0.1 only: whoever reaches the port may use any account.
 * @throws Error when the port is taken
 */
export function listen(parts: ServerParts, port: number): Promise<{ server: Server; port: number }> {
  const server = createServer((incoming, outgoing) => void handle(parts, incoming, outgoing));
  // Longer than any SDK keeps an idle connection: the client must be the one who closes it.
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => resolve({ server, port: (server.address() as AddressInfo).port }));
  });
}

async function handle(
  parts: ServerParts,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): Promise<void> {
  const url = new URL(incoming.url ?? "/", "http://service");
  if (url.pathname === "/_stream-mappings/health")
    return sendAnswer(outgoing, { status: 200, body: { ok: true } });
  if (url.pathname === "/_stream-mappings/status")
    return sendAnswer(outgoing, { status: 200, body: parts.status() });
  const operation = operationOf(incoming.method ?? "GET", url.pathname);
  if (!operation) return parts.proxy.pass(incoming, outgoing);
  try {
    await serve(parts, operation, url, incoming, outgoing);
  } catch (error) {
    if (error instanceof ApiError) return sendError(outgoing, error);
    parts.log("call-failed", { path: url.pathname, message: errorText(error) });
    refuse(outgoing, error instanceof Error ? error : new Error(String(error)));
  }
}

/** Lets the emulator judge the call first, then answers in its place what is this service's to answer. */
async function serve(
  parts: ServerParts,
  operation: Operation,
  url: URL,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): Promise<void> {
  const body = await readAll(incoming);
  const judged = await parts.proxy.forward(incoming, body);
  const scope = isLetIn(judged) ? await parts.callers.scope(incoming.headers.authorization) : undefined;
  if (!scope) return relay(outgoing, judged);
  const call: ApiCall = { operation, scope, query: url.searchParams, body };
  if (!parts.api.serves(call, judged.status)) return relay(outgoing, judged);
  if (operation.kind === "create") await parts.takeover.undo(scope, judged);
  sendAnswer(outgoing, await parts.api.answer(call));
}

function relay(outgoing: ServerResponse, { status, headers, body }: ForwardedAnswer): void {
  const { "transfer-encoding": _, connection: __, ...rest } = headers;
  outgoing.writeHead(status, { ...rest, "content-length": String(body.length) });
  outgoing.end(body);
}

async function readAll(incoming: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
