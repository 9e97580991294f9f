import { type ChildProcess, spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { PROJECT_ROOT } from "../../config/paths";

/** Exit code and output of a process that has ended. */
export interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Starts a command of `cli/` in a process of its own. */
export function startCommand(
  name: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
): { child: ChildProcess; ended: Promise<Ended> } {
  const command = ["-r", "./register.cjs", `cli/${name}.ts`, ...args];
  const child = spawn(process.execPath, command, { cwd: PROJECT_ROOT, env });
  let out = "";
  let err = "";
  child.stdout.on("data", (piece) => {
    out += piece;
  });
  child.stderr.on("data", (piece) => {
    err += piece;
  });
  const ended = new Promise<Ended>((resolve) => child.on("close", (code) => resolve({ code, out, err })));
  return { child, ended };
}

/** Whether a process is running. One that has ended but has not been waited for has no command line. */
export function isAlive(pid: number | string | undefined): boolean {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8") !== "";
  } catch {
    return false;
  }
}
