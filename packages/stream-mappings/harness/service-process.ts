import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, openSync, readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { ensureBuilt } from "../build";
import { SECRET_VARIABLE } from "../src/options";

/** How to start the built program. */
export interface ServiceProcessOptions {
  /** Where the emulator listens. */
  readonly upstream: string;
  /** Folder for mappings and checkpoints. */
  readonly stateDir: string;
  /** File that takes its log. */
  readonly logFile: string;
  /** The secret access key of the accounts' roots. @default "test" */
  readonly secret?: string;
  /** @default 0 (any free one) */
  readonly port?: number;
  /** Further flags, e.g. `["--retry-backoff-ms", "20"]`. @default none */
  readonly flags?: readonly string[];
}

const START_LIMIT_MS = 20_000;

/** The built program as a process that can be stopped and killed. */
export class ServiceProcess {
  private constructor(
    private readonly child: ChildProcess,
    readonly port: number,
  ) {}

  /**
   * Builds the program if its sources have changed, starts it, and waits until it is ready.
   * @throws Error with the end of its log when it does not start
   */
  static async start({
    upstream,
    stateDir,
    logFile,
    secret,
    port = 0,
    flags = [],
  }: ServiceProcessOptions): Promise<ServiceProcess> {
    const program = await ensureBuilt();
    const required = ["--upstream", upstream, "--state-dir", stateDir, "--port", String(port)];
    const log = openSync(logFile, "a");
    const child = spawn(process.execPath, [program, ...required, ...flags], {
      stdio: ["ignore", "pipe", log],
      // None of the caller's credentials or endpoints.
      env: { PATH: process.env.PATH, ...(secret !== undefined && { [SECRET_VARIABLE]: secret }) },
    });
    closeSync(log);
    return new ServiceProcess(child, await readyPort(child, logFile));
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  get pid(): number {
    return this.child.pid ?? 0;
  }

  /** Ends it cleanly: invocations under way come to their end. */
  stop(): Promise<void> {
    return this.end("SIGTERM");
  }

  /** Ends it as a power cut would. */
  kill(): Promise<void> {
    return this.end("SIGKILL");
  }

  private async end(signal: NodeJS.Signals): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const ended = once(this.child, "exit");
    this.child.kill(signal);
    await ended;
  }
}

/** The port in the line `{"port":N}` that the program prints when it is ready. */
async function readyPort(child: ChildProcess, logFile: string): Promise<number> {
  if (child.stdout) {
    const lines = createInterface({ input: child.stdout, signal: AbortSignal.timeout(START_LIMIT_MS) });
    for await (const line of lines) return (JSON.parse(line) as { port: number }).port;
  }
  child.kill("SIGKILL");
  throw new Error(`The program ended before it was ready:\n${readFileSync(logFile, "utf8").slice(-2000)}`);
}
