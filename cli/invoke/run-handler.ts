import { type ChildProcess, fork } from "node:child_process";
import { LogLines } from "./log-lines";
import type { Invocation, RuntimeMessage } from "./messages";
import { exited, type Outcome, reportedOutcome, timedOut } from "./outcome";

/** What to run, and how. */
export interface HandlerRun {
  /** The transpiled runtime, an absolute path. */
  readonly runtimeFile: string;
  /** Folder of the function's code, which is also the working directory. */
  readonly taskRoot: string;
  /** The process's whole environment. */
  readonly variables: Readonly<Record<string, string>>;
  /** MB. */
  readonly memorySize: number;
  readonly requestId: string;
  readonly invocation: Invocation;
  /** Called with each line that the function logs, as it logs it. */
  readonly onLog: (line: string) => void;
  /** Ends the run when aborted. */
  readonly signal: AbortSignal;
}

/** Lambda Developer Guide, "Understanding the Lambda execution environment lifecycle": the time limit for loading. */
const INIT_LIMIT_MS = 10_000;

/**
 * Runs a handler once in a process of its own. Afterwards that process, and every process that it started, has ended.
 * Node.js's own `fork` brings the message channel, and loading execa would take a fifth of a second of each run.
 */
export function runHandler(run: HandlerRun): Promise<Outcome> {
  return new HandlerProcess(run).outcome();
}

class HandlerProcess {
  readonly #child: ChildProcess;
  #timer: NodeJS.Timeout | undefined;
  #outcome: Outcome | undefined;
  #initMs = 0;
  #handlerBegin: number | undefined;

  constructor(private readonly run: HandlerRun) {
    this.#child = start(run);
  }

  async outcome(): Promise<Outcome> {
    const { signal, requestId } = this.run;
    const interrupt = () => this.#stop({ status: "interrupted" });
    signal.addEventListener("abort", interrupt, { once: true });
    if (signal.aborted) interrupt();
    this.#limit(INIT_LIMIT_MS);
    const logs = this.#followLogs();
    this.#child.on("message", (message: RuntimeMessage) => this.#onMessage(message));
    const end = await this.#end();
    const figures = this.#figures();
    clearTimeout(this.#timer);
    signal.removeEventListener("abort", interrupt);
    for (const lines of logs) lines.end();
    return this.#outcome ?? exited(requestId, end, figures);
  }

  #followLogs(): LogLines[] {
    return [this.#child.stdout, this.#child.stderr].map((stream) => {
      const lines = new LogLines(this.run.onLog);
      stream?.setEncoding("utf8").on("data", (piece: string) => lines.add(piece));
      return lines;
    });
  }

  #onMessage(message: RuntimeMessage): void {
    if (message.type !== "loaded") {
      this.#outcome ??= reportedOutcome(message);
      return;
    }
    const { invocation } = this.run;
    this.#initMs = message.initMs;
    this.#handlerBegin = performance.now();
    this.#limit(invocation.timeoutMs);
    // An error means that the process has just ended, which the event `exit` reports.
    this.#child.send(invocation, () => {});
  }

  #limit(milliseconds: number): void {
    clearTimeout(this.#timer);
    const expire = () => this.#stop(timedOut(this.run.requestId, milliseconds, this.#figures()));
    this.#timer = setTimeout(expire, milliseconds);
  }

  #figures() {
    const durationMs = this.#handlerBegin === undefined ? 0 : performance.now() - this.#handlerBegin;
    return { initMs: this.#initMs, durationMs };
  }

  #stop(outcome: Outcome): void {
    this.#outcome ??= outcome;
    killGroup(this.#child);
  }

  #end(): Promise<{ code: number | null; signal: NodeJS.Signals | null }> {
    return new Promise((resolve, reject) => {
      // Processes that the function started may keep its log open.
      this.#child.on("exit", () => killGroup(this.#child));
      this.#child.on("close", (code, signal) => resolve({ code, signal }));
      this.#child.on("error", reject);
    });
  }
}

function start({ runtimeFile, taskRoot, variables, memorySize }: HandlerRun): ChildProcess {
  // Like Lambda: a tenth of the memory is for young objects.
  const young = Math.floor(memorySize / 10);
  return fork(runtimeFile, {
    cwd: taskRoot,
    env: variables,
    execArgv: [
      `--max-semi-space-size=${Math.floor(young / 2)}`,
      `--max-old-space-size=${memorySize - young}`,
    ],
    stdio: ["ignore", "pipe", "pipe", "ipc"],
    // A process group of its own: Ctrl-C reaches only this process, and all processes of the function can be stopped.
    detached: true,
  });
}

function killGroup({ pid }: ChildProcess): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, "SIGKILL");
  } catch {
    // All processes of the group have ended.
  }
}
