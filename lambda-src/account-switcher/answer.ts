import { AssumeRoleDenied, AssumeRoleFailed } from "cross-account";

/** What the function answers. */
export interface Answer {
  readonly statusCode: number;
  /** A message, or with status 200 the result as JSON text. */
  readonly body: string;
}

/** The answer with a result. An action without one is `null` in JSON. */
export function success(result: unknown): Answer {
  return { statusCode: 200, body: JSON.stringify(result) ?? "null" };
}

/** The answer to an event that is wrong. */
export function badEvent(body: string): Answer {
  return { statusCode: 400, body };
}

/** The answer to an error. What it was is in the log: the caller may be anybody. */
export function failure(error: unknown): Answer {
  const body = isAwsError(error) ? "AWS API error occurred" : "Internal server error";
  return { statusCode: 500, body };
}

/** What STS answered, and all that clients of the AWS SDK throw: they carry `$metadata`. Wrong settings are our own. */
function isAwsError(error: unknown): boolean {
  if (error instanceof AssumeRoleDenied || error instanceof AssumeRoleFailed) return true;
  return error instanceof Error && "$metadata" in error;
}
