import { CrossAccountError } from "cross-account";

/** What the function answers. */
export interface Answer {
  readonly statusCode: number;
  /** A message, or with status 200 the result as JSON text. */
  readonly body: string;
}

/** The answer with a result. */
export function success(result: unknown): Answer {
  return { statusCode: 200, body: JSON.stringify(result) };
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

/** Errors on the way into the account, and all that clients of the AWS SDK throw: they carry `$metadata`. */
function isAwsError(error: unknown): boolean {
  return error instanceof CrossAccountError || (error instanceof Error && "$metadata" in error);
}
