import type { ApiError } from "./errors";

/** An answer of Lambda's REST API. */
export interface ApiAnswer {
  readonly status: number;
  /** Absent with status 204. */
  readonly body?: unknown;
  /** Of a refusal: the error type, which AWS sends in a header. */
  readonly errorType?: string;
}

/**
 * A refusal. Recorded: the error type is in a header, `Type` is "User", the text is under `message`; where a resource
 * was not found it is under `Message`.
 */
export function refusal({ status, code, message }: ApiError): ApiAnswer {
  return { status, errorType: code, body: refusalBody(status, code, message) };
}

function refusalBody(status: number, code: string, message: string): Record<string, string> {
  if (status === 404) return { Type: "User", Message: message };
  return code === "ValidationException" ? { message } : { Type: "User", message };
}

/** The answer while nothing answers behind the service. */
export function emulatorUnavailable(cause: Error): ApiAnswer {
  return {
    status: 503,
    errorType: "ServiceUnavailableException",
    body: { message: `The emulator does not answer (${cause.message}). Is it running?`, Type: "Service" },
  };
}
