import { PROJECT_ROOT } from "../config/paths";
import { ProgramError } from "./program-error";

/** How to run a program until it ends. */
export interface RunProgramOptions {
  /** @default the project's root */
  readonly cwd?: string;
  /** The program's whole environment. @default this process's own */
  readonly environment?: NodeJS.ProcessEnv;
  /** Stops the program, and every process that it started, when aborted. */
  readonly signal?: AbortSignal;
  /**
   * What the processes get then: Terraform releases its locks and saves its state on SIGINT.
   * @default SIGINT
   */
  readonly stopWith?: NodeJS.Signals;
  /** What the user can do if the program fails; shown below its output. */
  readonly remedy: string;
  /** Called with each line that the program prints, as it prints it. */
  readonly onLine?: (line: string) => void;
  /**
   * Exit codes that are no failure.
   * @default only 0
   */
  readonly accepts?: readonly number[];
  /** What of the program's output says why it failed. @default its last 30 lines */
  readonly failureText?: (output: string) => string;
}

/** How a program ended that did not fail. */
export interface ProgramResult {
  readonly stdout: string;
  readonly exitCode: number;
}

const OUTPUT_TAIL_LINES = 30;

/**
 * Runs a program without a terminal until it ends.
 * @returns what it printed on standard output
 * @throws ProgramError with the end of its output if it fails, cannot be started or is interrupted
 */
export async function runProgram(
  command: string,
  args: readonly string[],
  options: RunProgramOptions,
): Promise<string> {
  const { stdout } = await programResult(command, args, options);
  return stdout;
}

/**
 * Runs a program as `runProgram` does, for those whose exit code says more than whether they failed.
 * @throws ProgramError as `runProgram` does
 */
export async function programResult(
  command: string,
  args: readonly string[],
  {
    cwd = PROJECT_ROOT,
    environment = process.env,
    signal,
    stopWith = "SIGINT",
    remedy,
    onLine,
    accepts = [0],
    failureText = lastLines,
  }: RunProgramOptions,
): Promise<ProgramResult> {
  // Loaded only when a program is run: it takes a fifth of a second.
  const { execa } = await import("execa");
  const child = execa(command, args, {
    cwd,
    env: environment,
    extendEnv: false,
    stdin: "ignore",
    all: true,
    reject: false,
    stripFinalNewline: false,
    // A process group of its own, so that everything that the program starts can be stopped with it.
    detached: true,
  });
  const interrupt = () => signalGroup(child.pid, stopWith);
  signal?.addEventListener("abort", interrupt, { once: true });
  if (signal?.aborted) interrupt();
  if (onLine) for await (const line of child.iterable({ from: "all" })) onLine(line);
  const { stdout, all = "", exitCode, signal: endedBy, originalMessage } = await child;
  signal?.removeEventListener("abort", interrupt);

  if (exitCode !== undefined && accepts.includes(exitCode)) return { stdout, exitCode };
  const name = [command.split("/").at(-1), ...args.slice(0, 3)].join(" ");
  if (signal?.aborted) throw new ProgramError(`\`${name}\` was interrupted.`, "Run the command again.");
  const ended = endedBy ?? (exitCode === undefined ? undefined : `exit code ${exitCode}`);
  const failure = ended === undefined ? `could not be started: ${originalMessage}` : `ended with ${ended}`;
  throw new ProgramError(`\`${name}\` ${failure}:\n${failureText(all)}`, remedy);
}

function signalGroup(pid: number | undefined, signal: NodeJS.Signals): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, signal);
  } catch {
    // It has ended in the meantime.
  }
}

/** The last 30 lines of what a program printed. */
export function lastLines(output: string): string {
  return output.trimEnd().split("\n").slice(-OUTPUT_TAIL_LINES).join("\n");
}
