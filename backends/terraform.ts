import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runProgram } from "../programs/run-program";
import { findTerraform } from "../programs/tools";

/** How to run Terraform. */
export interface TerraformOptions {
  /** Its whole environment. */
  readonly variables: NodeJS.ProcessEnv;
  readonly signal: AbortSignal;
  /** What the user can do if it fails, a sentence. */
  readonly remedy: string;
}

/** Terraform, or OpenTofu, in one folder. */
export class Terraform {
  constructor(
    readonly folder: string,
    private readonly options: TerraformOptions,
  ) {}

  /** Runs it until it ends. @returns its standard output @throws ProgramError if it fails */
  async run(...args: string[]): Promise<string> {
    const { variables, signal, remedy } = this.options;
    const { command } = await findTerraform(variables);
    return runProgram(command, args, { cwd: this.folder, environment: variables, signal, remedy });
  }
}

/** Calls a function with a folder that is deleted afterwards, in which nobody else may read. */
export async function inTemporaryFolder<T>(action: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), "backend-"));
  try {
    return await action(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Writes the only configuration of a folder. */
export function writeConfiguration(folder: string, json: unknown): void {
  writeFileSync(join(folder, "main.tf.json"), `${JSON.stringify(json, null, 2)}\n`);
}
