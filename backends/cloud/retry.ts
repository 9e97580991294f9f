import type { HttpsRequest, HttpsResponse } from "./https-request";

const ATTEMPTS = 5;
const LONGEST_WAIT_MS = 30_000;
const TOO_MANY_REQUESTS = 429;

/** A request that was answered. */
interface Attempt {
  readonly method: HttpsRequest["method"];
  /** 1 for the first. */
  readonly attempt: number;
}

/**
 * How long to wait before a request is sent again, milliseconds; undefined if the answer counts. A server that is asked
 * too often (429) has not done anything. After a failure of the server (5xx) only what changes nothing is repeated.
 */
export function waitBeforeRetry(
  { status, headers }: Pick<HttpsResponse, "status" | "headers">,
  { method, attempt }: Attempt,
): number | undefined {
  const repeatable = status === TOO_MANY_REQUESTS || (status >= 500 && method === "GET");
  if (!repeatable || attempt >= ATTEMPTS) return undefined;
  const asked = secondsIn(headers["retry-after"]) ?? secondsIn(headers["x-ratelimit-reset"]);
  return Math.min(asked === undefined ? 250 * 2 ** attempt : asked * 1000, LONGEST_WAIT_MS);
}

/** Terraform Cloud counts in seconds, with fractions. A date, which HTTP allows, is not a number. */
function secondsIn(header: string | string[] | undefined): number | undefined {
  const seconds = header === undefined ? Number.NaN : Number(header);
  return Number.isFinite(seconds) && seconds >= 0 ? seconds : undefined;
}
