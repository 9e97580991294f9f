import { timingSafeEqual } from "node:crypto";
import type { IncomingMessage } from "node:http";
import type { ApiAnswer } from "../api/answer";

/** Names below localhost never leave the machine (RFC 6761). */
const OWN_HOST = /^(?:(?:[a-z0-9_-]+\.)*localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d+)?$/i;

/**
 * The refusal of a call that a web page makes: it has an origin, a browser calls it cross-site, or it is for another host
 * than this machine (DNS rebinding).
 * @returns undefined for any other call
 */
export function visitorRefusal(incoming: IncomingMessage): ApiAnswer | undefined {
  if (comesFromAPage(incoming)) return denied("The service does not answer web pages.");
  if (!isForThisMachine(incoming)) return denied("The service answers only requests for localhost.");
  return undefined;
}

/** The refusal of a call without the header `Authorization: Bearer` and the secret. */
export function secretRefusal({ headers }: IncomingMessage, secret: string): ApiAnswer | undefined {
  const given = Buffer.from(headers.authorization ?? "");
  const expected = Buffer.from(`Bearer ${secret}`);
  if (given.length === expected.length && timingSafeEqual(given, expected)) return undefined;
  return denied("This path needs the header Authorization: Bearer with the secret of the accounts' roots.");
}

/** With `none` the user has typed the address (W3C, Fetch Metadata Request Headers). */
function comesFromAPage({ headers }: IncomingMessage): boolean {
  const site = headers["sec-fetch-site"];
  return headers.origin !== undefined || (site !== undefined && site !== "none");
}

function isForThisMachine({ headersDistinct }: IncomingMessage): boolean {
  const [host, ...others] = headersDistinct.host ?? [];
  return host !== undefined && others.length === 0 && OWN_HOST.test(host);
}

function denied(message: string): ApiAnswer {
  return { status: 403, errorType: "AccessDeniedException", body: { message } };
}
