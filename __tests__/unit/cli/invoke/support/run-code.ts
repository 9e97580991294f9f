import { mkdtempSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Outcome } from "../../../../../cli/invoke/outcome";
import { runHandler } from "../../../../../cli/invoke/run-handler";
import { writeRuntime } from "../../../../../cli/invoke/unpack";
import { temporaryFolder } from "../../../support/temporary-folder";

const folder = temporaryFolder();
const { runtimeFile } = writeRuntime(join(folder, "runtime"));

/** What came of a run. */
export interface Ran {
  readonly outcome: Outcome;
  readonly logs: readonly string[];
  readonly taskRoot: string;
}

/** What a test may change. */
export interface RunOptions {
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal;
  readonly onLog?: () => void;
}

/** Runs code whose `handler` is given, with the event `{ "n": 1 }`. */
export async function runCode(
  code: string,
  { timeoutMs = 10_000, signal = new AbortController().signal, onLog }: RunOptions = {},
): Promise<Ran> {
  const taskRoot = mkdtempSync(join(folder, "task-"));
  writeFileSync(join(taskRoot, "index.js"), code);
  const logs: string[] = [];
  const outcome = await runHandler({
    runtimeFile,
    taskRoot,
    variables: { LAMBDA_TASK_ROOT: taskRoot, PATH: process.env.PATH ?? "" },
    memorySize: 128,
    requestId: "request-1",
    invocation: {
      event: { n: 1 },
      timeoutMs,
      context: { awsRequestId: "request-1", memoryLimitInMB: "128" },
    },
    onLog: (line) => {
      logs.push(line);
      onLog?.();
    },
    signal,
  });
  return { outcome, logs, taskRoot };
}

/** What the caller gets, without figures and stack. */
export function said(outcome: Outcome): unknown {
  if (outcome.status === "interrupted") return outcome.status;
  if (outcome.status === "ok") return outcome.answer;
  return `${outcome.error.errorType}: ${outcome.error.errorMessage}`;
}
