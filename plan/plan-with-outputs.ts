import { join } from "node:path";
import { ProgramError } from "../programs/program-error";
import type { StackInFolder } from "../synthesized/read-stacks";
import { eachStack } from "./each-stack";
import { type OutputRead, outputsRead } from "./outputs-read";
import { withSampleOutputs } from "./sample-outputs";
import type { StateSummary, Terraform } from "./terraform";

/** Plans a stack. @param dataFolder `.terraform` of the stack's own folder, if it is planned in a copy */
export type PlanIn = (folder: string, dataFolder?: string) => Promise<boolean>;

/** What came of a stack. */
export interface PlannedWithOutputs {
  /** Whether the plan changes anything. */
  readonly changes: boolean;
  /** Names of the stacks whose outputs were made up, because they are not deployed. */
  readonly sampleOutputsOf: readonly string[];
}

/**
 * Plans a stack. Where that fails because outputs of other stacks are missing, it is planned again with outputs that are
 * made up. The states of the others are read only then: mostly, everything is there.
 * @throws ProgramError with Terraform's message if the stack cannot be planned
 */
export async function planWithOutputs(
  stack: StackInFolder,
  stacks: readonly StackInFolder[],
  terraform: Pick<Terraform, "state">,
  planIn: PlanIn,
): Promise<PlannedWithOutputs> {
  const read = outputsRead(stack, stacks);
  try {
    return { changes: await planIn(stack.folder), sampleOutputsOf: [] };
  } catch (error) {
    if (!(error instanceof ProgramError) || read.length === 0) throw error;
    const states = await statesOf(read, stacks, terraform);
    const missing = read.filter(({ owner, output }) => states.get(owner.name)?.outputs[output] === undefined);
    if (missing.length === 0) throw error;
    const dataFolder = join(stack.folder, ".terraform");
    const changes = await withSampleOutputs(stack, missing, stacks, states, (copy) =>
      planIn(copy, dataFolder),
    );
    return { changes, sampleOutputsOf: [...new Set(missing.map(({ owner }) => owner.name))] };
  }
}

async function statesOf(
  read: readonly OutputRead[],
  stacks: readonly StackInFolder[],
  terraform: Pick<Terraform, "state">,
): Promise<Map<string, StateSummary | null>> {
  const names = new Set(read.map(({ owner }) => owner.name));
  const owners = stacks.filter(({ name }) => names.has(name));
  const each = { parallelism: 2, failed: "Not every state could be read:" };
  const states = await eachStack(owners, each, async ({ name, folder }) => {
    return [name, await terraform.state(folder)] as const;
  });
  return new Map(states);
}
