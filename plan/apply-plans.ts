import { copyFileSync, existsSync } from "node:fs";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { UserError } from "../errors/user-error";
import { readStacksInOrder, type StackInFolder } from "../synthesized/read-stacks";
import { eachStack } from "./each-stack";
import { changing } from "./lambda-rate";
import { LOCK_FILE } from "./lock-file";
import type { PlanManifest, PlannedStack } from "./manifest";
import { outputsRead } from "./outputs-read";
import { assertNotStale } from "./stale";
import type { StateSummary, Terraform } from "./terraform";

/** Which plans to apply, and how. */
export interface ApplyPlansOptions {
  readonly manifest: PlanManifest;
  /** Folder of the plans, an absolute path. */
  readonly folder: string;
  /** Folder that the stacks were synthesized into just now. */
  readonly synthesized: string;
  readonly terraform: Terraform;
  /** How many stacks are checked at once; plans are applied one after the other. */
  readonly parallelism: number;
  /** Called with each line about what is going on. */
  readonly onProgress: (line: string) => void;
}

/** What became of the plans. */
export interface AppliedPlans {
  /** Names of the stacks whose plans were applied. */
  readonly applied: readonly string[];
  /** Names of the stacks whose plans change nothing. */
  readonly unchanged: readonly string[];
  /** Stacks that must be planned again, now that others were applied. */
  readonly planAgain: readonly PlanAgain[];
}

/** A stack whose plan was not applied. */
export interface PlanAgain {
  readonly stack: string;
  /** A sentence without its full stop. */
  readonly because: string;
}

/**
 * Applies exactly the plans of a folder, in the order of deployment.
 * @throws UserError if a plan is stale, before anything is applied; ProgramError if Terraform fails on the way
 */
export async function applyPlans(options: ApplyPlansOptions): Promise<AppliedPlans> {
  const { manifest, folder, terraform, parallelism } = options;
  const stacks = readStacksInOrder(options.synthesized);
  const states = new Map<string, StateSummary | null>();
  await eachStack(
    stacks,
    { parallelism, failed: "The stacks could not be read. Nothing was applied." },
    async (stack) => {
      restoreLockFile(stack, folder);
      await terraform.init(stack.folder);
      states.set(stack.name, await terraform.state(stack.folder));
    },
  );
  await assertNotStale(manifest, { folder, stacks, states });
  return applyInOrder(options, stacks, states);
}

/** A fresh clone has no lock file: it gets the versions that were planned with. */
function restoreLockFile({ name, folder }: StackInFolder, plans: string): void {
  const planned = join(plans, name, LOCK_FILE);
  const own = join(folder, LOCK_FILE);
  if (!existsSync(own) && existsSync(planned)) copyFileSync(planned, own);
}

async function applyInOrder(
  { manifest, folder, terraform, onProgress }: ApplyPlansOptions,
  stacks: readonly StackInFolder[],
  states: Map<string, StateSummary | null>,
): Promise<AppliedPlans> {
  const before = new Map(states);
  const applied: string[] = [];
  const planAgain: PlanAgain[] = [];
  for (const planned of manifest.stacks) {
    const stack = stacks.find(({ name }) => name === planned.name);
    if (!stack) continue;
    const because = whyStale({ planned, stack, stacks, before, states, planAgain });
    if (because !== undefined) {
      planAgain.push({ stack: stack.name, because });
      continue;
    }
    if (!planned.changes) continue;
    await saying(applied, async () => {
      const say = (line: string) => onProgress(`${stack.name}: ${line}`);
      await changing(terraform, stack).apply(stack.folder, join(folder, planned.plan.file), say);
      states.set(stack.name, await terraform.state(stack.folder));
    });
    applied.push(stack.name);
  }
  const unchanged = manifest.stacks.filter(
    ({ name, changes }) => !changes && !planAgain.some(({ stack }) => stack === name),
  );
  return { applied, unchanged: unchanged.map(({ name }) => name), planAgain };
}

/** An error on the way also says what was applied before it. */
async function saying(applied: readonly string[], apply: () => Promise<void>): Promise<void> {
  try {
    await apply();
  } catch (error) {
    if (!(error instanceof UserError) || applied.length === 0) throw error;
    throw new UserError(error.problems, `These plans were applied: ${applied.join(", ")}. Then one failed:`);
  }
}

interface Staleness {
  readonly planned: PlannedStack;
  readonly stack: StackInFolder;
  readonly stacks: readonly StackInFolder[];
  readonly before: ReadonlyMap<string, StateSummary | null>;
  readonly states: ReadonlyMap<string, StateSummary | null>;
  readonly planAgain: readonly PlanAgain[];
}

/** Why a plan no longer fits, now that the stacks before it were applied; undefined if it does. */
function whyStale({ planned, stack, stacks, before, states, planAgain }: Staleness): string | undefined {
  const [sample] = planned.sampleOutputsOf;
  if (sample !== undefined) return `it was planned before ${sample} was deployed`;
  const waiting = planAgain.find((one) => planned.dependsOn.includes(one.stack));
  if (waiting) return `${waiting.stack} must be deployed first`;
  const changed = outputsRead(stack, stacks).find(
    ({ owner, output }) =>
      !isDeepStrictEqual(before.get(owner.name)?.outputs[output], states.get(owner.name)?.outputs[output]),
  );
  return changed && `the output ${changed.output} of ${changed.owner.name} changed with its deployment`;
}
