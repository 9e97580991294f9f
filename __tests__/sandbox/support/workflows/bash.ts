import { spawn } from "node:child_process";

/** How a script ended, and all that it printed. */
export interface Ran {
  readonly code: number;
  readonly log: string;
}

/** Runs a script as GitHub does for `shell: bash`. */
export function bash(script: string, cwd: string, env: NodeJS.ProcessEnv): Promise<Ran> {
  const child = spawn("bash", ["--noprofile", "--norc", "-eo", "pipefail", "-c", script], { cwd, env });
  let log = "";
  const collect = (piece: Buffer) => {
    log += piece;
  };
  child.stdout.on("data", collect);
  child.stderr.on("data", collect);
  return new Promise((resolve) => child.on("close", (code) => resolve({ code: code ?? -1, log })));
}
