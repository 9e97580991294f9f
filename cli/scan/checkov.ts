import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type ExecaSyncError, execaSync } from "execa";
import { UserError } from "../../errors/user-error";
import type { Stack } from "../../synthesized/stack";
import { type FailedCheck, scannable } from "./findings";

/** The parts of checkov's report that are read. */
interface CheckovReport {
  readonly summary: { readonly parsing_errors: number };
  readonly results: {
    readonly failed_checks: readonly {
      readonly check_id: string;
      readonly check_name: string;
      readonly resource: string;
      readonly file_path: string;
    }[];
  };
}

/**
 * Runs checkov on the stacks.
 * @param command the program
 * @throws UserError if it cannot be run, or could not read a stack
 */
export function runCheckov(command: string, stacks: readonly Stack[]): FailedCheck[] {
  const folder = mkdtempSync(join(tmpdir(), "scan-"));
  try {
    for (const stack of stacks) {
      mkdirSync(join(folder, stack.name));
      writeFileSync(join(folder, stack.name, "stack.tf.json"), JSON.stringify(scannable(stack), null, 2));
    }
    return failedChecks(JSON.parse(outputOf(command, folder)));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function outputOf(command: string, folder: string): string {
  const parameters = ["-d", folder, "--framework", "terraform_json", "-o", "json", "--quiet", "--soft-fail"];
  try {
    return execaSync(command, parameters, { stdin: "ignore", stderr: "ignore" }).stdout;
  } catch (error) {
    const { originalMessage, shortMessage } = error as ExecaSyncError;
    throw new UserError([
      {
        cause: `${command} cannot be run: ${originalMessage || shortMessage}`,
        remedy:
          "Install checkov (`python3 -m venv FOLDER && FOLDER/bin/pip install checkov`) and give --checkov FOLDER/bin/checkov",
      },
    ]);
  }
}

function failedChecks({ summary, results }: CheckovReport): FailedCheck[] {
  if (summary.parsing_errors > 0)
    throw new UserError([{ cause: "checkov could not read every stack", remedy: "Update checkov" }]);
  return results.failed_checks.map(({ check_id, check_name, resource, file_path }) => ({
    stack: file_path.split("/").at(-2) ?? "",
    resource: resource.split(".").at(-1) ?? "",
    check: check_id,
    title: check_name,
  }));
}
