import { randomUUID } from "node:crypto";
import type { ServerResponse } from "node:http";
import { type ApiAnswer, emulatorUnavailable } from "../api/answer";

/** Sends an answer in the shape of Lambda's REST API. */
export function send(outgoing: ServerResponse, { status, body, errorType }: ApiAnswer): void {
  const text = body === undefined ? "" : JSON.stringify(body);
  outgoing.writeHead(status, {
    "content-type": "application/json",
    "x-amzn-requestid": randomUUID(),
    "content-length": Buffer.byteLength(text),
    ...(errorType && { "x-amzn-errortype": errorType }),
  });
  outgoing.end(text);
}

/** Answers that the emulator cannot be reached; an answer that has begun is cut off. */
export function sendUnavailable(outgoing: ServerResponse, cause: Error): void {
  if (outgoing.headersSent) outgoing.destroy();
  else send(outgoing, emulatorUnavailable(cause));
}
