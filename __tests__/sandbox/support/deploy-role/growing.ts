import { holdersOf } from "../../../../deploy-policy/holders";
import type { LeavingOut } from "./leaving-out";
import { giveAllBut, isNamed } from "./missing";
import type { Unit } from "./units";

/** What came of giving units one failure at a time. */
export interface Grown {
  /** IDs of the units without which Terraform failed, and said so. */
  readonly missed: readonly string[];
  /** The end of the output of the last run, if that failed for another reason. */
  readonly stuck?: string;
}

/**
 * Runs Terraform without any of the units, gives it those that its failure names, and runs it again, until it succeeds.
 * So every unit that it has in the end is one without which a resource failed: resources do not share their failures.
 */
export async function grown({ rehearsal, stacks, units, run }: LeavingOut): Promise<Grown> {
  const holders = holdersOf(stacks, stacks).filter(({ role }) => units.some(({ holder }) => holder === role));
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
    left = left.filter((unit: Unit) => !named.includes(unit));
    if (ok || named.length === 0) {
      await giveAllBut(rehearsal, holders, []);
      return { missed, ...(!ok && { stuck: output.slice(-3_000) }) };
    }
  }
}
