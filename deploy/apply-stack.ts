import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { changing, hasFewMappings, refreshing } from "../plan/lambda-rate";
import type { Terraform } from "../plan/terraform";
import type { StackInFolder } from "../synthesized/read-stacks";
import { hasServer } from "../synthesized/stack";
import { ApplyReport } from "./apply-report";

/**
 * Plans and applies a stack that is initialized. One run of Terraform does both, which starts the provider once less; a
 * stack with many mappings takes two, because Lambda bears less of a refresh at once than of changes.
 * @param onLine called with each line that Terraform prints
 * @throws ProgramError if Terraform fails or is interrupted
 */
export async function applyStack(
  stack: StackInFolder,
  terraform: Terraform,
  onLine: (line: string) => void,
): Promise<ApplyReport> {
  const report = new ApplyReport();
  const read = (line: string) => {
    report.read(line);
    onLine(line);
  };
  if (hasFewMappings(stack)) await terraform.deploy(stack.folder, read);
  else await inTwoSteps(stack, terraform, read);
  return report;
}

async function inTwoSteps(
  stack: StackInFolder,
  terraform: Terraform,
  onLine: (line: string) => void,
): Promise<void> {
  // For its owner only: a plan holds values in clear.
  const folder = mkdtempSync(join(tmpdir(), "deploy-"));
  const plan = join(folder, "tfplan");
  try {
    const changes = await refreshing(terraform, stack).plan(stack.folder, plan, {
      onServer: hasServer(stack),
      onRun: onLine,
    });
    if (changes) await changing(terraform, stack).apply(stack.folder, plan, onLine);
    else onLine("No changes.");
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
