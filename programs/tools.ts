import { execFile } from "node:child_process";
import { ProgramError } from "./program-error";

const PYTHON_MINIMUM = [3, 10] as const;

/** Terraform 1.10 introduced the S3 backend's lock file, which the environment schema turns on by default. */
const TERRAFORM_MINIMUM = [1, 10] as const;

/** A program and its version. */
export interface Tool {
  readonly command: string;
  readonly version: string;
}

/**
 * Python for the emulator's virtual environment: the first of the variable PYTHON, `python3` and `python` that is new
 * enough.
 * @throws ProgramError if there is none
 */
export async function findPython(environment: NodeJS.ProcessEnv = process.env): Promise<Tool> {
  const candidates = [environment.PYTHON, "python3", "python"];
  const found = await findTool(candidates, ["--version"], /Python (\d+\.\d+\S*)/, PYTHON_MINIMUM);
  if (found) return found;
  throw new ProgramError(
    `The local AWS emulator needs Python ${PYTHON_MINIMUM.join(".")} or newer, which was not found.`,
    "Install it (from python.org, or your system's packages python3 and python3-venv), or set the variable PYTHON to its path.",
  );
}

/**
 * Terraform or OpenTofu: the variable TERRAFORM_BINARY_NAME if it is set, otherwise the first of `terraform` and `tofu`
 * that is new enough.
 * @throws ProgramError if there is none
 */
export async function findTerraform(environment: NodeJS.ProcessEnv = process.env): Promise<Tool> {
  const candidates = environment.TERRAFORM_BINARY_NAME
    ? [environment.TERRAFORM_BINARY_NAME]
    : ["terraform", "tofu"];
  const pattern = /(?:Terraform|OpenTofu) v(\d+\.\d+\S*)/;
  const found = await findTool(candidates, ["version"], pattern, TERRAFORM_MINIMUM);
  if (found) return found;
  throw new ProgramError(
    `Terraform or OpenTofu ${TERRAFORM_MINIMUM.join(".")} or newer was not found (looked for ${candidates.join(" and ")}).`,
    "Install Terraform or OpenTofu and put it on the PATH, or set the variable TERRAFORM_BINARY_NAME to its path.",
  );
}

async function findTool(
  candidates: readonly (string | undefined)[],
  versionArguments: readonly string[],
  pattern: RegExp,
  minimum: readonly [number, number],
): Promise<Tool | undefined> {
  for (const command of candidates) {
    if (!command) continue;
    const version = pattern.exec(await outputOf(command, versionArguments))?.[1];
    if (version && isAtLeast(version, minimum)) return { command, version };
  }
  return undefined;
}

/** What a program prints, whatever its exit code; nothing if it cannot be started. */
function outputOf(command: string, args: readonly string[]): Promise<string> {
  return new Promise((resolve) => {
    const env = { ...process.env, CHECKPOINT_DISABLE: "1" };
    execFile(command, args, { env }, (_, stdout, stderr) => resolve(stdout + stderr)).stdin?.end();
    // What runs the program next is loaded meanwhile: it takes as long as Terraform needs to say its version.
    void import("execa");
  });
}

function isAtLeast(version: string, [major, minor]: readonly [number, number]): boolean {
  const [actualMajor = 0, actualMinor = 0] = version.split(".").map(Number);
  return actualMajor > major || (actualMajor === major && actualMinor >= minor);
}
