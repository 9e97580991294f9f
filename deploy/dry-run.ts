import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type PlanStacksOptions, planStacks } from "../plan/plan-stacks";
import type { StackInFolder } from "../synthesized/read-stacks";
import { configurationHash } from "./deploy-stacks";
import type { Ledger } from "./ledger";

/** What would be deployed. */
export interface DryRun {
  /** Names of the stacks that Terraform would change. */
  readonly changes: readonly string[];
  /** Names of the stacks that Terraform would find unchanged. */
  readonly unchanged: readonly string[];
  /** Names of the stacks that would be skipped. */
  readonly skipped: readonly string[];
}

/** Which stacks to plan, and how. */
export interface DryRunOptions
  extends Pick<
    PlanStacksOptions,
    "environment" | "synthesized" | "terraform" | "terraformVersion" | "parallelism" | "onProgress"
  > {
  /** Those that would be deployed, in the order of deployment. */
  readonly stacks: readonly StackInFolder[];
  readonly ledger: Ledger;
  /** Whether a stack is skipped if the ledger says that it is deployed as it is now. */
  readonly maySkip: (stack: string) => boolean;
}

/**
 * Plans what would be deployed, and applies nothing. A consumer whose source is not deployed is planned with sample
 * outputs; one whose source changes is planned with the outputs of now.
 * @throws UserError if a stack cannot be planned
 */
export async function dryRun({ stacks, ledger, maySkip, ...options }: DryRunOptions): Promise<DryRun> {
  const wanted = new Set<string>();
  for (const stack of stacks) {
    const configured = { ...stack, configuration: await configurationHash(stack) };
    const readsWanted = stack.dependsOn.some((name) => wanted.has(name));
    if (readsWanted || !maySkip(stack.name) || ledger.whyDeploy(configured)) wanted.add(stack.name);
  }
  const folder = mkdtempSync(join(tmpdir(), "dry-run-"));
  try {
    const selected = ({ name }: StackInFolder) => wanted.has(name);
    const { stacks: planned } = await planStacks({ ...options, selected, folder, removedStacks: [] });
    const names = (changes: boolean) =>
      planned.filter((one) => one.changes === changes).map(({ name }) => name);
    const skipped = stacks.filter((stack) => !selected(stack)).map(({ name }) => name);
    return { changes: names(true), unchanged: names(false), skipped };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
