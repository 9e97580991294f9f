import { randomUUID } from "node:crypto";
import type { ServerResponse } from "node:http";
import type { ApiError } from "./errors";

/** What an operation of the API gives back: a status and, unless it is 204, a body. */
export interface ApiAnswer {
  readonly status: number;
  readonly body?: unknown;
}

/** Sends an answer in the shape of Lambda's REST API. */
export function sendAnswer(outgoing: ServerResponse, { status, body }: ApiAnswer): void {
  const text = body === undefined ? "" : JSON.stringify(body);
  outgoing.writeHead(status, { ...commonHeaders(), "content-length": Buffer.byteLength(text) });
  outgoing.end(text);
}

/**
 * Sends a refusal. Recorded: the code is in a header, `Type` is "User", the text is under `message`; where a
 * resource was not found it is under `Message`.
 */
export function sendError(outgoing: ServerResponse, error: ApiError): void {
  const body =
    error.status === 404
      ? { Type: "User", Message: error.message }
      : error.code === "ValidationException"
        ? { message: error.message }
        : { Type: "User", message: error.message };
  const text = JSON.stringify(body);
  outgoing.writeHead(error.status, {
    ...commonHeaders(),
    "x-amzn-errortype": error.code,
    "content-length": Buffer.byteLength(text),
  });
  outgoing.end(text);
}

function commonHeaders(): Record<string, string> {
  return { "content-type": "application/json", "x-amzn-requestid": randomUUID() };
}
