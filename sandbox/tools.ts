import { spawnSync } from "node:child_process";
import { SandboxError } from "./sandbox-error";

const PYTHON_MINIMUM = [3, 10] as const;

/** The S3 backend's lock file, which the environment schema turns on by default, came with Terraform 1.10. */
const TERRAFORM_MINIMUM = [1, 10] as const;

/** A program and the version that it told. */
export interface Tool {
  readonly command: string;
  readonly version: string;
}

/**
 * Python for the emulator's virtual environment: the first of PYTHON, `python3` and `python` that is new enough.
 * @throws SandboxError if there is none.
 */
export function findPython(environment: NodeJS.ProcessEnv = process.env): Tool {
  const candidates = [environment.PYTHON, "python3", "python"];
  const found = findTool(candidates, ["--version"], /Python (\d+\.\d+\S*)/, PYTHON_MINIMUM);
  if (found) return found;
  throw new SandboxError(
    `Python ${PYTHON_MINIMUM.join(".")} or newer was not found; the local AWS emulator needs it.`,
    "Install it (python.org, or your system's packages python3 and python3-venv), or name it in the variable PYTHON.",
  );
}

/**
 * Terraform or OpenTofu: the first of TERRAFORM_BINARY_NAME, `terraform` and `tofu` that is new enough.
 * @throws SandboxError if there is none.
 */
export function findTerraform(environment: NodeJS.ProcessEnv = process.env): Tool {
  const candidates = environment.TERRAFORM_BINARY_NAME
    ? [environment.TERRAFORM_BINARY_NAME]
    : ["terraform", "tofu"];
  const found = findTool(candidates, ["version"], /(?:Terraform|OpenTofu) v(\d+\.\d+\S*)/, TERRAFORM_MINIMUM);
  if (found) return found;
  throw new SandboxError(
    `Terraform or OpenTofu ${TERRAFORM_MINIMUM.join(".")} or newer was not found (looked for ${candidates.join(" and ")}).`,
    "Install Terraform or OpenTofu and put it on the PATH, or name it in the variable TERRAFORM_BINARY_NAME.",
  );
}

function findTool(
  candidates: readonly (string | undefined)[],
  versionArguments: string[],
  pattern: RegExp,
  minimum: readonly [number, number],
): Tool | undefined {
  for (const command of candidates) {
    if (!command) continue;
    const run = spawnSync(command, versionArguments, {
      encoding: "utf8",
      env: { ...process.env, CHECKPOINT_DISABLE: "1" },
    });
    const version = pattern.exec(`${run.stdout}${run.stderr}`)?.[1];
    if (version && isAtLeast(version, minimum)) return { command, version };
  }
  return undefined;
}

function isAtLeast(version: string, [major, minor]: readonly [number, number]): boolean {
  const [actualMajor = 0, actualMinor = 0] = version.split(".").map(Number);
  return actualMajor > major || (actualMajor === major && actualMinor >= minor);
}
