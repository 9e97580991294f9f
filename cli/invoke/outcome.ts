import type { Failure, Figures, RuntimeMessage } from "./messages";

/** The outcome of a run. */
export type Outcome =
  | { readonly status: "ok"; readonly answer: unknown; readonly figures: Figures }
  | { readonly status: "error" | "timeout"; readonly error: Failure; readonly figures: Figures }
  | { readonly status: "interrupted" };

/** The outcome that the process reported. */
export function reportedOutcome(message: Exclude<RuntimeMessage, { type: "loaded" }>): Outcome {
  const { figures } = message;
  if (message.type === "failed") return { status: "error", error: message.failure, figures };
  return { status: "ok", answer: JSON.parse(message.body), figures };
}

/** The function timed out. The message is Lambda's. */
export function timedOut(requestId: string, limitMs: number, figures: Figures): Outcome {
  const errorMessage = `RequestId: ${requestId} Error: Task timed out after ${seconds(limitMs)} seconds`;
  return { status: "timeout", error: { errorType: "Sandbox.Timedout", errorMessage }, figures };
}

/** The process ended without reporting an outcome: the function called `process.exit`, or Node.js ran out of memory. */
export function exited(
  requestId: string,
  { code, signal }: { code: number | null; signal: NodeJS.Signals | null },
  figures: Figures,
): Outcome {
  const reason = signal ? `signal: ${signal}` : `exit status ${code}`;
  const how =
    code === 0 ? "Runtime exited without providing a reason" : `Runtime exited with error: ${reason}`;
  const error = { errorType: "Runtime.ExitError", errorMessage: `RequestId: ${requestId} Error: ${how}` };
  return { status: "error", error, figures };
}

/** Seconds in Lambda's format. */
export function seconds(milliseconds: number): string {
  return (milliseconds / 1000).toFixed(2);
}
