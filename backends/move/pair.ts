import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { BackendError } from "../backend-error";
import type { Step } from "../report";
import type { TerraformOptions } from "../terraform";
import { decide } from "./decide";
import type { MovedStack } from "./moved-stacks";
import { StateAt } from "./state-at";
import { parseState, type StateFile, sameContent } from "./state-file";

/** The state of one stack, in both backends. */
export interface Pair {
  readonly stack: string;
  readonly from: StateAt;
  readonly to: StateAt;
  /** As Terraform printed it. */
  readonly text: string;
  readonly old: StateFile;
  /** What is in the new place already. */
  readonly next: StateFile | undefined;
}

/** How to reach states. */
export interface Reaching {
  /** For Terraform's configurations. */
  readonly folder: string;
  readonly terraform: TerraformOptions;
}

/** The states that are to be moved. @throws BackendError if one of something else is in the way */
export async function pairsOf(
  stacks: readonly MovedStack[],
  { folder, terraform }: Reaching,
): Promise<Pair[]> {
  const pairs: Pair[] = [];
  for (const { stack, from, to } of stacks) {
    const oldState = new StateAt(stack, from, join(folder, "from", stack), terraform);
    const newState = new StateAt(stack, to, join(folder, "to", stack), terraform);
    const text = await oldState.pull();
    const old = parseState(text, `The old state of ${stack}`);
    const next = parseState(await newState.pull(), `The new state of ${stack}`);
    if (old && decide({ stack, old, next }) === "move") {
      pairs.push({ stack, from: oldState, to: newState, text, old, next });
    }
  }
  return pairs;
}

/** The move of one state, as people read it. */
export function stepOf({ stack, old }: Pair): Step {
  return {
    action: "move",
    what: `the state of ${stack}: ${old.resources.length} resources, serial ${old.serial}`,
  };
}

/**
 * Moves one state. Terraform's own locks do not span two backends, so the old state is read again afterwards.
 * @param copy the file that keeps a copy
 * @throws BackendError if it did not arrive, or the old one changed meanwhile
 */
export async function moveOne({ stack, from, to, text, old, next }: Pair, copy: string): Promise<void> {
  mkdirSync(dirname(copy), { recursive: true, mode: 0o700 });
  writeFileSync(copy, text, { mode: 0o600 });
  await send({ stack, to, old, next }, copy);
  const arrived = parseState(await to.pull(), `The new state of ${stack}`);
  if (arrived?.lineage !== old.lineage || arrived.serial < old.serial || !sameContent(arrived, old)) {
    throw new BackendError(
      `The state of ${stack} did not arrive as it was sent.`,
      `The old state is as it was, and a copy is in ${copy}. Compare both before you deploy.`,
    );
  }
  const afterwards = parseState(await from.pull(), `The old state of ${stack}`);
  if (afterwards?.serial === old.serial) return;
  throw new BackendError(
    `The old state of ${stack} changed while it was moved: somebody deploys.`,
    "Wait until that deployment has ended, and run the command again: it moves the newer state.",
  );
}

/**
 * Terraform gives the first state in a place a lineage and a serial of its own (seen with 1.11 and S3). Then the state is
 * sent again: what it replaces is the same state under another name.
 */
async function send(
  { stack, to, old, next }: Pick<Pair, "stack" | "to" | "old" | "next">,
  copy: string,
): Promise<void> {
  if (next === undefined || next.lineage === old.lineage) await to.push(copy);
  const sent = parseState(await to.pull(), `The new state of ${stack}`);
  if (sent && sent.lineage !== old.lineage && sameContent(sent, old)) await to.push("-force", copy);
}
