import { type Holder, holdersOf } from "../../../../deploy-policy/holders";
import type { Stack } from "../../../../synthesized/stack";
import type { LeavingOut } from "./leaving-out";
import { giveAllBut, isNamed } from "./missing";

/** What Terraform starts without, and how it runs. */
export interface Growing extends Omit<LeavingOut, "stacks"> {
  /** The stacks as they are wanted; for a change, as they were, too: what goes is deleted under the old policies. */
  readonly variants: readonly (readonly Stack[])[];
}

/** What came of giving units one failure at a time. */
export interface Grown {
  /** IDs of the units without which Terraform failed, and said so. */
  readonly missed: readonly string[];
  /** The errors of the last run, if it failed for another reason. */
  readonly stuck?: readonly string[];
}

/**
 * Runs Terraform without any of the units, gives it those that its failure names, and runs it again, until it succeeds.
 * So every unit that it has in the end is one without which a resource failed: resources do not share their failures.
 */
export async function grown({ rehearsal, variants, units, run }: Growing): Promise<Grown> {
  const holders = together(variants).filter(({ role }) => units.some(({ holder }) => holder === role));
  const missed: string[] = [];
  let left = units;
  for (;;) {
    const before = rehearsal.decisions().length;
    await giveAllBut(rehearsal, holders, left);
    const { ok, output } = await run();
    const denied = rehearsal
      .decisions()
      .slice(before)
      .filter(({ allowed }) => !allowed);
    const named = ok ? [] : left.filter((unit) => isNamed(unit, output, denied));
    missed.push(...named.map(({ id }) => id));
    left = left.filter((unit) => !named.includes(unit));
    if (ok || named.length === 0) {
      await giveAllBut(rehearsal, holders, []);
      return { missed, ...(!ok && { stuck: errorsIn(output) }) };
    }
  }
}

function together(variants: readonly (readonly Stack[])[]): Holder[] {
  const holders = new Map<string, Holder>();
  for (const holder of variants.flatMap((stacks) => holdersOf(stacks, stacks))) {
    const key = holder.role ?? "";
    const grants = [...(holders.get(key)?.grants ?? []), ...holder.grants];
    holders.set(key, { ...holder, grants });
  }
  return [...holders.values()];
}

function errorsIn(output: string): string[] {
  const lines = output.split("\n").filter((line) => line.startsWith('{"@level":"error"'));
  return lines.map((line) => JSON.parse(line)["@message"]);
}
