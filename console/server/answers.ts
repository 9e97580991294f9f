import type { ServerResponse } from "node:http";
import type { PageFile } from "./page-files";
import type { Refusal } from "./visitors";

/** Nothing from the network, no script or style in the page itself, and no HTML made from text. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join("; ");

/** Puts on every answer what keeps browsers from doing more with it than the page needs. */
export function setSafeHeaders(answer: ServerResponse): void {
  answer.setHeader("content-security-policy", CONTENT_SECURITY_POLICY);
  answer.setHeader("x-content-type-options", "nosniff");
  answer.setHeader("referrer-policy", "no-referrer");
  answer.setHeader("cross-origin-opener-policy", "same-origin");
  answer.setHeader("cross-origin-resource-policy", "same-origin");
  answer.setHeader("cache-control", "no-store");
}

export function sendFile(answer: ServerResponse, { type, content }: PageFile): void {
  answer.writeHead(200, { "content-type": type, "content-length": content.length }).end(content);
}

export function sendJson(answer: ServerResponse, status: number, body: unknown): void {
  answer.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
}

export function sendRefusal(answer: ServerResponse, { status, message }: Refusal): void {
  // What is left of the request is not read.
  answer.setHeader("connection", "close");
  answer.writeHead(status, { "content-type": "text/plain; charset=utf-8" }).end(`${message}\n`);
}
