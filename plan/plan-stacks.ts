import { copyFileSync, mkdirSync, rmSync } from "node:fs";
import { basename, join } from "node:path";
import { readStacksInOrder, type StackInFolder } from "../synthesized/read-stacks";
import { hasServer } from "../synthesized/stack";
import { eachStack } from "./each-stack";
import { fileHash } from "./file-hash";
import { MappingTurns, refreshing } from "./lambda-rate";
import { LOCK_FILE } from "./lock-file";
import { MANIFEST_FILE, type PlanManifest, type PlannedStack, writeManifest } from "./manifest";
import { planWithOutputs } from "./plan-with-outputs";
import { plannedState } from "./planned-state";
import { sharedInit } from "./shared-init";
import type { Terraform } from "./terraform";

/** What to plan, and where the plans go. */
export interface PlanStacksOptions {
  /** Name of the environment. */
  readonly environment: string;
  /** Folder that the stacks were synthesized into. */
  readonly synthesized: string;
  /** Folder for the plans, an absolute path. What an earlier plan left in it is replaced. */
  readonly folder: string;
  readonly terraform: Terraform;
  /** Version of Terraform or OpenTofu. */
  readonly terraformVersion: string;
  /** Names of stacks that are deployed, but that the environment file no longer has. */
  readonly removedStacks: readonly string[];
  /** Stacks to plan; the others are only read. @default all */
  readonly selected?: (stack: StackInFolder) => boolean;
  /** How many stacks are planned at once. */
  readonly parallelism: number;
  /** Called with a line when a stack has been planned, and with what a server says of its run. */
  readonly onProgress: (line: string) => void;
}

/**
 * Plans every stack of an environment, side by side: plans change nothing, so no stack waits for another.
 * @returns the manifest, which is in the folder as well
 * @throws ProgramError with Terraform's message if a stack cannot be planned
 */
export async function planStacks(options: PlanStacksOptions): Promise<PlanManifest> {
  const { environment, folder, parallelism, terraform, terraformVersion: version, removedStacks } = options;
  const stacks = readStacksInOrder(options.synthesized);
  // Without its manifest, a folder that is only half written is not taken for plans.
  rmSync(join(folder, MANIFEST_FILE), { force: true });
  const each = { parallelism, failed: "Not every stack could be planned:" };
  // First all of them: a server makes the workspaces, and a stack that reads another's state finds it.
  await eachStack(stacks, each, sharedInit(terraform));
  const turns = new MappingTurns();
  const selected = stacks.filter(options.selected ?? (() => true));
  const planned = await eachStack(selected, each, (stack) =>
    turns.take(stack, () => planStack(stack, stacks, options)),
  );
  const manifest: PlanManifest = {
    version: 1,
    environment,
    createdAt: new Date().toISOString(),
    terraform: version,
    stacks: planned,
    removedStacks: [...removedStacks],
  };
  writeManifest(folder, manifest);
  return manifest;
}

async function planStack(
  stack: StackInFolder,
  stacks: readonly StackInFolder[],
  { folder, terraform, onProgress }: PlanStacksOptions,
): Promise<PlannedStack> {
  const start = Date.now();
  const own = join(folder, stack.name);
  rmSync(own, { recursive: true, force: true });
  // Plans hold values of variables and outputs in clear.
  mkdirSync(own, { recursive: true, mode: 0o700 });
  const plan = join(own, "tfplan");
  const json = join(own, "plan.json");
  const configuration = join(own, "cdk.tf.json");
  const onServer = hasServer(stack);
  const onRun = (line: string) => onProgress(`${stack.name}: ${line}`);
  copyFileSync(join(stack.folder, "cdk.tf.json"), configuration);
  copyFileSync(join(stack.folder, LOCK_FILE), join(own, LOCK_FILE));
  const { changes, sampleOutputsOf } = await planWithOutputs(
    stack,
    stacks,
    terraform,
    async (where, dataFolder) => {
      const changed = await refreshing(terraform, stack).plan(where, plan, { dataFolder, onServer, onRun });
      await terraform.writeJson(where, plan, json, dataFolder);
      return changed;
    },
  );
  const state = await stateOf(stack, plan, terraform);
  onProgress(`${stack.name}: ${changes ? "changes" : "no changes"} (${seconds(start)} s)`);
  return {
    name: stack.name,
    accountId: stack.accountId,
    region: stack.region,
    dependsOn: [...stack.dependsOn],
    changes,
    sampleOutputsOf: [...sampleOutputsOf],
    configuration: await hashed(configuration, stack),
    lockFile: await hashed(join(own, LOCK_FILE), stack),
    plan: await hashed(plan, stack),
    json: await hashed(json, stack),
    state,
  };
}

async function stateOf({ folder }: StackInFolder, plan: string, terraform: Terraform) {
  const state = plannedState(plan);
  if (state !== undefined) return state;
  const pulled = await terraform.state(folder);
  return pulled && { lineage: pulled.lineage, serial: pulled.serial };
}

async function hashed(file: string, { name }: StackInFolder) {
  return { file: `${name}/${basename(file)}`, sha256: await fileHash(file) };
}

function seconds(start: number): string {
  return ((Date.now() - start) / 1000).toFixed(1);
}
