import { type Holder, holdersOf } from "../../../../deploy-policy/holders";
import { policiesOf } from "../../../../deploy-policy/policies";
import { statementsOf } from "../../../../deploy-policy/statements";
import type { Decision } from "../../../../sandbox/test-harness/bare-emulator";
import type { Stack } from "../../../../synthesized/stack";
import type { Rehearsal, Run } from "./rehearsal";
import { decisionsOn, idOf, type Unit } from "./units";

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

/** Policies made as the command makes them, without some units. */
async function giveAllBut(
  rehearsal: Rehearsal,
  holders: readonly Holder[],
  units: readonly Unit[],
): Promise<void> {
  const without = new Set(units.map(({ id }) => id));
  const holdings = holders.map(({ role, grants }) => {
    const kept = grants.filter((grant) => !without.has(idOf(role, grant)));
    return { ...(role !== undefined && { role }), policies: policiesOf("rehearsal", statementsOf(kept)) };
  });
  await rehearsal.identities.give(holdings);
}

function firstOfEachPlace(units: readonly Unit[]): Unit[] {
  const places = new Map<string, Unit>();
  for (const unit of units) {
    const place = unit.place ?? unit.id;
    if (!places.has(place)) places.set(place, unit);
  }
  return [...places.values()];
}

/** The answer to a HEAD request has no body that could name the action. */
const HEAD_ACTION = "s3:GetObject";
const HEAD_REFUSED = /operation error S3: HeadObject\b.*StatusCode: 403/;

/** Terraform's error names the caller and the action; the emulator's record the resource as well. */
function isNamed(unit: Unit, output: string, denied: readonly Decision[]): boolean {
  if (decisionsOn(unit, denied).length === 0) return false;
  if (unit.action === HEAD_ACTION && HEAD_REFUSED.test(output)) return true;
  return output.includes(`is not authorized to perform: ${unit.action} `);
}
