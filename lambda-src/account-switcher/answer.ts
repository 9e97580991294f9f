import { AssumeRoleDenied, AssumeRoleFailed } from "cross-account";

/** The function's answer. */
export interface Answer {
  readonly statusCode: number;
  /** The result as JSON text with status 200, otherwise a message. */
  readonly body: string;
}

/** The answer with a result; `null` for an action without one. */
export function success(result: unknown): Answer {
  return { statusCode: 200, body: JSON.stringify(result) ?? "null" };
}

/** The answer to an invalid event. */
export function badEvent(body: string): Answer {
  return { statusCode: 400, body };
}

/** The answer to an error. The details are only in the log, because the caller is not trusted. */
export function failure(error: unknown): Answer {
  const body = isAwsError(error) ? "AWS API error occurred" : "Internal server error";
  return { statusCode: 500, body };
}

/** Whether AWS answered with an error: errors of SDK clients carry `$metadata`. Invalid settings are not among them. */
function isAwsError(error: unknown): boolean {
  if (error instanceof AssumeRoleDenied || error instanceof AssumeRoleFailed) return true;
  return error instanceof Error && "$metadata" in error;
}
