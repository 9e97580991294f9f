/**
 * Names of the errors with which AWS refuses the credentials themselves, not what was asked for: they have expired, or
 * their session is gone, because its role was deleted, even if there is a role of the same name again.
 *
 * IAM User Guide, "Common errors" (ExpiredToken, InvalidClientTokenId, UnrecognizedClientException), and S3 API
 * reference, "Error responses" (ExpiredToken, InvalidAccessKeyId, InvalidToken). Services with JSON protocols add
 * `Exception` to ExpiredToken. SignatureDoesNotMatch is not among them: new credentials would not help.
 */
const NAMES = new Set([
  "ExpiredToken",
  "ExpiredTokenException",
  "InvalidAccessKeyId",
  "InvalidClientTokenId",
  "InvalidToken",
  "UnrecognizedClientException",
]);

/** Whether AWS refused the credentials of a call. New ones may be accepted. */
export function areCredentialsDead(error: unknown): boolean {
  return error instanceof Error && NAMES.has(error.name);
}
