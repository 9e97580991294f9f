const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 60_000;

/**
 * How long to wait before a request is sent again, milliseconds; undefined if that is pointless. A request that creates
 * something is sent again only if GitHub did not take it: after an error of the server it may have been carried out.
 * @see GitHub documentation, "Rate limits for the REST API", "Exceeding the rate limit"
 */
export function waitBefore(
  attempt: number,
  method: string,
  { status, headers }: Pick<Response, "status" | "headers">,
): number | undefined {
  const limited = status === 429 || (status === 403 && isLimited(headers));
  if (!limited && (status < 500 || method === "POST")) return undefined;
  const asked = Number(headers.get("retry-after") ?? Number.NaN) * 1_000;
  const pause = Number.isFinite(asked) ? asked : FIRST_PAUSE_MS * 2 ** (attempt - 1);
  return pause <= LONGEST_PAUSE_MS ? pause : undefined;
}

/** A refusal for lack of permission has the same status as one because of the rate. */
function isLimited(headers: Headers): boolean {
  return headers.has("retry-after") || headers.get("x-ratelimit-remaining") === "0";
}
