import { holdersOf } from "../../../../deploy-policy/holders";
import type { Stack } from "../../../../synthesized/stack";
import { giveAllBut, isNamed } from "./missing";
import type { Rehearsal, Run } from "./rehearsal";
import type { Unit } from "./units";

/** What is left out of whose policies, and where. */
export interface LeavingOut {
  readonly rehearsal: Rehearsal;
  readonly stacks: readonly Stack[];
  readonly units: readonly Unit[];
  /** Runs Terraform without them. */
  readonly run: () => Promise<Run>;
}

/**
 * Leaves units out, one of each resource at a time, and runs Terraform, until each was missed. A unit is missed if the
 * emulator refused a call for want of it and Terraform failed with the refusal of that very action.
 * @returns the units that Terraform did without
 */
export async function notMissed({ rehearsal, stacks, units, run }: LeavingOut): Promise<string[]> {
  // Only theirs: another stack may be deployed at the same time.
  const holders = holdersOf(stacks, stacks).filter(({ role }) => units.some(({ holder }) => holder === role));
  let left = units;
  while (left.length > 0) {
    const round = firstOfEachPlace(left);
    const before = rehearsal.decisions().length;
    await giveAllBut(rehearsal, holders, round);
    const { ok, output } = await run();
    const denied = rehearsal
      .decisions()
      .slice(before)
      .filter(({ allowed }) => !allowed);
    const missed = ok ? [] : round.filter((unit) => isNamed(unit, output, denied));
    if (missed.length === 0) break;
    left = left.filter((unit) => !missed.includes(unit));
  }
  await giveAllBut(rehearsal, holders, []);
  return left.map(({ id }) => id);
}

function firstOfEachPlace(units: readonly Unit[]): Unit[] {
  const places = new Map<string, Unit>();
  for (const unit of units) {
    const place = unit.place ?? unit.id;
    if (!places.has(place)) places.set(place, unit);
  }
  return [...places.values()];
}
