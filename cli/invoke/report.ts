import type { Failure } from "./messages";
import { type Outcome, seconds } from "./outcome";

/** A run that was not interrupted. */
export type Ended = Exclude<Outcome, { status: "interrupted" }>;

/** The parts of an invocation that its report contains. */
export interface Invoked {
  readonly requestId: string;
  /** The function's memory, MB. */
  readonly memorySize: number;
}

/** The line before the function's logs. */
export function startLine(requestId: string): string {
  return `START RequestId: ${requestId} Version: $LATEST`;
}

/** The lines after the function's logs, in Lambda's format. */
export function endLines({ requestId, memorySize }: Invoked, outcome: Ended, now = new Date()): string[] {
  const { initMs, durationMs, maxMemoryMb } = outcome.figures;
  const report = [
    `REPORT RequestId: ${requestId}`,
    `Duration: ${durationMs.toFixed(2)} ms`,
    `Billed Duration: ${Math.ceil(durationMs)} ms`,
    `Memory Size: ${memorySize} MB`,
    ...(maxMemoryMb === undefined ? [] : [`Max Memory Used: ${maxMemoryMb} MB`]),
    `Init Duration: ${initMs.toFixed(2)} ms`,
    ...(outcome.status === "timeout" ? ["Status: timeout"] : []),
  ];
  const lines = [`END RequestId: ${requestId}`, report.join("\t")];
  if (outcome.status !== "timeout") return lines;
  return [...lines, `${now.toISOString()} ${requestId} Task timed out after ${seconds(durationMs)} seconds`];
}

/** What the caller of the function receives. */
export function answerOf(outcome: Ended): unknown {
  return outcome.status === "ok" ? outcome.answer : outcome.error;
}

/** A whole invocation as data. */
export interface InvocationResult {
  readonly requestId: string;
  readonly status: Ended["status"];
  readonly answer?: unknown;
  readonly error?: Failure;
  readonly durationMs: number;
  readonly initMs: number;
  /** Absent if the process ended without reporting it. */
  readonly maxMemoryMb?: number;
  /** The function's log lines. */
  readonly logs: readonly string[];
}

/** The output of `--json`. */
export function resultOf(requestId: string, outcome: Ended, logs: readonly string[]): InvocationResult {
  const { initMs, durationMs, maxMemoryMb } = outcome.figures;
  const said = outcome.status === "ok" ? { answer: outcome.answer } : { error: outcome.error };
  return {
    requestId,
    status: outcome.status,
    ...said,
    durationMs: rounded(durationMs),
    initMs: rounded(initMs),
    maxMemoryMb,
    logs,
  };
}

/** Rounds to two decimals, as in a report. */
function rounded(milliseconds: number): number {
  return Number(milliseconds.toFixed(2));
}
