import { mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { runProgram } from "../../programs/run-program";
import type { NodeProgram } from "./node-program";
import { type OutputFile, readOutput } from "./output-file";
import type { Run } from "./run";

/**
 * Synthesizes every environment of a copy of the project, as the CDKTF CLI does.
 * @returns everything that was written
 * @throws ProgramError if an environment cannot be synthesized
 */
export async function synthesizeAll(folder: string, run: Run, node: NodeProgram): Promise<OutputFile[]> {
  const output = join(folder, "cdktf.out");
  const { app }: { app: string } = JSON.parse(readFileSync(join(folder, "cdktf.json"), "utf8"));
  const [command = "", ...args] = app.split(" ");
  for (const name of environmentNames(folder)) {
    const outdir = join(output, name);
    mkdirSync(outdir, { recursive: true });
    await runProgram(command, args, {
      cwd: folder,
      environment: { ...node.environment, ENVIRONMENT: name, CDKTF_OUTDIR: outdir },
      signal: run.signal,
      remedy: `Look for what the environment "${name}" uses, and whether these packages have it.`,
    });
  }
  return readOutput(output, folder);
}

/** Names of the environment files of a project. */
export function environmentNames(folder: string): string[] {
  return readdirSync(join(folder, "environments"))
    .filter((file) => file.endsWith(".yaml") && !file.endsWith(".tenants.yaml"))
    .map((file) => file.slice(0, -".yaml".length))
    .sort();
}
