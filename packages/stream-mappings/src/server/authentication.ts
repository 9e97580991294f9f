import type { ForwardedAnswer } from "./pass-through";

/** Error types that refuse a call for its sender or its signature, with any status. */
const REFUSALS = [
  "AccessDenied",
  "ExpiredToken",
  "IncompleteSignature",
  "InvalidClientTokenId",
  "InvalidSignature",
  "MissingAuthenticationToken",
  "NotAuthorized",
  "OptInRequired",
  "RequestExpired",
  "SignatureDoesNotMatch",
  "UnrecognizedClient",
];

/**
 * Whether the emulator let the caller in. It checks signature and IAM policies before it looks at a mapping, so
 * any answer but a refusal, "no such mapping" and "not your stream" above all, means that the caller may.
 */
export function isLetIn({ status, headers }: ForwardedAnswer): boolean {
  if (status === 401 || status === 403 || status === 429 || status >= 500) return false;
  const type = String(headers["x-amzn-errortype"] ?? "");
  return !REFUSALS.some((refusal) => type.startsWith(refusal));
}
