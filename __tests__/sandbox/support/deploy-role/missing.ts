import type { Holder } from "../../../../deploy-policy/holders";
import { policiesOf } from "../../../../deploy-policy/policies";
import { statementsOf } from "../../../../deploy-policy/statements";
import type { Decision } from "../../../../sandbox/test-harness/bare-emulator";
import type { Rehearsal } from "./rehearsal";
import { decisionsOn, idOf, type Unit } from "./units";

/** Policies made as the command makes them, without some units. */
export async function giveAllBut(
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

/** The answer to a HEAD request has no body that could name the action. */
const HEAD_ACTION = "s3:GetObject";
const HEAD_REFUSED = /operation error S3: HeadObject\b.*StatusCode: 403/;

/** Whether Terraform failed for want of a unit. Its error names the caller and the action; the emulator's record the resource as well. */
export function isNamed(unit: Unit, output: string, denied: readonly Decision[]): boolean {
  if (decisionsOn(unit, denied).length === 0) return false;
  if (unit.action === HEAD_ACTION && HEAD_REFUSED.test(output)) return true;
  return output.includes(`is not authorized to perform: ${unit.action} `);
}
