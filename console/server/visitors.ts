import { createHash, timingSafeEqual } from "node:crypto";
import type { IncomingMessage } from "node:http";

/** Why a request is not served. */
export interface Refusal {
  readonly status: 401 | 403 | 415;
  readonly message: string;
}

/**
 * The refusal of a request that does not come from the console's own page or from the user: it is for another host (DNS
 * rebinding), has another origin, or a browser calls it cross-site. The sandbox itself refuses every web page.
 * @param port the console's own
 * @returns undefined for any other request
 */
export function visitorRefusal(
  { headers, headersDistinct }: IncomingMessage,
  port: number,
): Refusal | undefined {
  const [host, ...others] = headersDistinct.host ?? [];
  if (host === undefined || others.length > 0 || !ownHosts(port).includes(host.toLowerCase()))
    return { status: 403, message: "The console answers only requests for localhost." };
  const { origin, "sec-fetch-site": site } = headers;
  const foreignOrigin = origin !== undefined && origin !== `http://${host.toLowerCase()}`;
  const foreignSite = site !== undefined && site !== "none" && site !== "same-origin";
  if (foreignOrigin || foreignSite)
    return {
      status: 403,
      message:
        "The console answers no other web page. Type or paste its address instead of following a link.",
    };
  return undefined;
}

/** The refusal of a request without the header `Authorization: Bearer` and the token. */
export function tokenRefusal({ headers }: IncomingMessage, token: string): Refusal | undefined {
  // Hashes are of one length, so that the comparison takes the same time for any header.
  if (timingSafeEqual(hash(headers.authorization ?? ""), hash(`Bearer ${token}`))) return undefined;
  return {
    status: 401,
    message:
      "The token is missing or not that of this console. Open the address that the command has printed.",
  };
}

/** The refusal of a request to change something that is not JSON: forms of other pages can send only other types. */
export function typeRefusal({ headers }: IncomingMessage): Refusal | undefined {
  if (/^application\/json(;|$)/i.test(headers["content-type"] ?? "")) return undefined;
  return { status: 415, message: "Send JSON, with the header Content-Type: application/json." };
}

function ownHosts(port: number): string[] {
  return ["127.0.0.1", "localhost"].map((name) => `${name}:${port}`);
}

function hash(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}
