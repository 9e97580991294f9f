import { spawn } from "node:child_process";
import { SandboxError } from "./sandbox-error";
import { PROJECT_ROOT } from "./state-folder";

/** How to run a program to its end. */
export interface RunProgramOptions {
  /** @default the project's root */
  readonly cwd?: string;
  /** The program's whole environment. @default this process's own */
  readonly environment?: NodeJS.ProcessEnv;
  /** Stops the program, and every process it started, when aborted. */
  readonly signal?: AbortSignal;
  /** What the user can do when the program fails; its output is shown above it. */
  readonly remedy: string;
  /** Called with each line that it prints, as it prints it. */
  readonly onLine?: (line: string) => void;
}

const OUTPUT_TAIL_LINES = 30;

/**
 * Runs a program to its end without a terminal.
 * @returns what it printed on standard output.
 * @throws SandboxError with the end of its output if it fails, cannot be started or is interrupted.
 */
export async function runProgram(
  command: string,
  args: readonly string[],
  options: RunProgramOptions,
): Promise<string> {
  const child = spawn(command, args, {
    cwd: options.cwd ?? PROJECT_ROOT,
    env: options.environment ?? process.env,
    stdio: ["ignore", "pipe", "pipe"],
    // A group of its own, so that all it starts can be stopped with it.
    detached: true,
  });
  const interrupt = () => interruptGroup(child.pid);
  options.signal?.addEventListener("abort", interrupt, { once: true });
  if (options.signal?.aborted) interrupt();

  let output = "";
  let standardOutput = "";
  const lines = lineSplitter(options.onLine);
  const collect = (chunk: Buffer) => {
    output += chunk;
    lines(chunk.toString());
  };
  child.stdout.on("data", (chunk: Buffer) => {
    standardOutput += chunk;
    collect(chunk);
  });
  child.stderr.on("data", collect);

  const failure = await new Promise<string | undefined>((resolve) => {
    child.on("error", (error) => resolve(`could not be started: ${error.message}`));
    child.on("close", (code, signal) =>
      resolve(code === 0 ? undefined : `ended with ${signal ?? `exit code ${code}`}`),
    );
  });
  options.signal?.removeEventListener("abort", interrupt);
  if (!failure) return standardOutput;
  const name = [command.split("/").at(-1), ...args.slice(0, 3)].join(" ");
  if (options.signal?.aborted)
    throw new SandboxError(`\`${name}\` was interrupted.`, "Run the command again.");
  throw new SandboxError(`\`${name}\` ${failure}:\n${lastLines(output)}`, options.remedy);
}

/** Terraform lets go of its locks and saves its state on SIGINT. */
function interruptGroup(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, "SIGINT");
  } catch {
    // It has ended in the meantime.
  }
}

function lineSplitter(onLine?: (line: string) => void): (text: string) => void {
  let rest = "";
  return (text) => {
    if (!onLine) return;
    const lines = `${rest}${text}`.split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) onLine(line);
  };
}

function lastLines(output: string): string {
  return output.trimEnd().split("\n").slice(-OUTPUT_TAIL_LINES).join("\n");
}
