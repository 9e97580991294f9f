import type { Failure, Figures, RuntimeMessage } from "./messages";

/** How a run ended. */
export type Outcome =
  | { readonly status: "ok"; readonly answer: unknown; readonly figures: Figures }
  | { readonly status: "error" | "timeout"; readonly error: Failure; readonly figures: Figures }
  | { readonly status: "interrupted" };

/** What the process itself told of its end. */
export function toldOutcome(message: Exclude<RuntimeMessage, { type: "loaded" }>): Outcome {
  const { figures } = message;
  if (message.type === "failed") return { status: "error", error: message.failure, figures };
  return { status: "ok", answer: JSON.parse(message.body), figures };
}

/** The time limit was reached; the words are Lambda's. */
export function timedOut(requestId: string, limitMs: number, figures: Figures): Outcome {
  const errorMessage = `RequestId: ${requestId} Error: Task timed out after ${seconds(limitMs)} seconds`;
  return { status: "timeout", error: { errorType: "Sandbox.Timedout", errorMessage }, figures };
}

/** The process ended without a word: the function called `process.exit`, or Node.js was out of memory. */
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

/** Seconds as Lambda writes them. */
export function seconds(milliseconds: number): string {
  return (milliseconds / 1000).toFixed(2);
}
