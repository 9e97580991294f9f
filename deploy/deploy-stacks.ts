import { join } from "node:path";
import { UserError } from "../errors/user-error";
import { fileHash } from "../plan/file-hash";
import { MappingTurns } from "../plan/lambda-rate";
import { sharedInit } from "../plan/shared-init";
import type { Terraform } from "../plan/terraform";
import type { StackInFolder } from "../synthesized/read-stacks";
import { applyStack } from "./apply-stack";
import { inOrder } from "./in-order";
import type { Ledger } from "./ledger";
import { isDeployed, NO_CHANGES, type StackOutcome } from "./outcome";

/** Told while stacks are deployed. */
export interface DeploymentListener {
  /** Terraform begins to work on a stack. */
  onStart(stack: string): void;
  /** A line that Terraform printed about a stack. */
  onLine(stack: string, line: string): void;
  onOutcome(outcome: StackOutcome): void;
}

/** What to deploy, and how. */
export interface DeployStacksOptions {
  /** In the order of deployment. */
  readonly stacks: readonly StackInFolder[];
  readonly ledger: Ledger;
  /** Whether this call goes on with a run: what that run deployed is skipped unless it must be deployed again. */
  readonly resumed: boolean;
  readonly terraform: Terraform;
  /** How many stacks are deployed at once. */
  readonly parallelism: number;
  /** Ctrl-C: Terraform stops in good order, and no further stack begins. */
  readonly signal: AbortSignal;
  readonly listener: DeploymentListener;
}

/**
 * Deploys stacks side by side, each after those that it reads. A stack that fails holds back only those that read it.
 * @returns what became of each stack, in the order of the stacks
 */
export async function deployStacks(options: DeployStacksOptions): Promise<StackOutcome[]> {
  const { stacks, ledger, parallelism, listener, signal } = options;
  const turns = new MappingTurns();
  const init = sharedInit(options.terraform);
  const outcomes = await inOrder<StackInFolder, StackOutcome>(stacks, {
    parallelism,
    work: (stack) => deployStack(stack, init, options),
    turn: (stack, begin) => turns.take(stack, begin),
    isDone: isDeployed,
    heldBack: (stack, because) =>
      signal.aborted ? interrupted(stack) : notBegun(stack, "held-back", `${because} was not deployed`),
    onOutcome: (outcome) => listener.onOutcome(outcome),
  });
  if (outcomes.every(isDeployed)) ledger.end();
  return outcomes;
}

async function deployStack(
  stack: StackInFolder,
  init: (stack: StackInFolder) => Promise<void>,
  { ledger, resumed, terraform, signal, listener }: DeployStacksOptions,
): Promise<StackOutcome> {
  if (signal.aborted) return interrupted(stack);
  const configured = { ...stack, configuration: await configurationHash(stack) };
  const { run } = ledger;
  const mayBeSkipped = run.changed || (resumed && ledger.deployed(stack.name)?.run === run.id);
  if (mayBeSkipped && ledger.whyDeploy(configured) === undefined) {
    return notBegun(stack, "skipped", "it is deployed as it is now");
  }
  listener.onStart(stack.name);
  const startedAt = performance.now();
  const ended = (outcome: Pick<StackOutcome, "result" | "changes" | "error">): StackOutcome => ({
    stack: stack.name,
    seconds: (performance.now() - startedAt) / 1000,
    ...outcome,
  });
  const deployed = ledger.deploying(configured);
  try {
    await init(stack);
    const report = await applyStack(stack, terraform, (line) => listener.onLine(stack.name, line));
    deployed(report.changedSomething);
    return ended({ result: report.changedSomething ? "applied" : "unchanged", changes: report.changes });
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    if (signal.aborted) return ended({ result: "interrupted", changes: NO_CHANGES });
    return ended({ result: "failed", changes: NO_CHANGES, error });
  }
}

/** The hash of a stack's JSON, which holds the hash of the code of each function. */
export function configurationHash({ folder }: StackInFolder): Promise<string> {
  return fileHash(join(folder, "cdk.tf.json"));
}

function interrupted(stack: StackInFolder): StackOutcome {
  return notBegun(stack, "interrupted", "it had not begun");
}

function notBegun({ name }: StackInFolder, result: StackOutcome["result"], because: string): StackOutcome {
  return { stack: name, result, because, seconds: 0, changes: NO_CHANGES };
}
