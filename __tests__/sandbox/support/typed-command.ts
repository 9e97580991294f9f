import { spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { PROJECT_ROOT } from "../../../config/paths";
import { scripts } from "../../../package.json";

/** How a command ended, and what it printed. */
export interface Ended {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/**
 * Runs a command of package.json as npm does, beside whatever else runs.
 * @param variables added to those of this process
 */
export async function typedCommand(
  script: keyof typeof scripts,
  parameters: readonly string[],
  variables: Readonly<Record<string, string>>,
): Promise<Ended> {
  const [, ...program] = scripts[script].split(" ");
  const child = spawn(process.execPath, [...program, ...parameters], {
    cwd: PROJECT_ROOT,
    env: { ...process.env, ...variables },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const [[code], out, err] = await Promise.all([once(child, "exit"), text(child.stdout), text(child.stderr)]);
  return { code, out, err };
}
